import { PageHead } from '@network3/ui/page-head'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DevelopersNav } from '../../../../features/developers/developers-nav.tsx'
import { OperationEntry } from '../../../../features/reference/operation-entry.tsx'
import { readArea } from '../../../../features/reference/read-reference.ts'
import { paths } from '../../../../paths.ts'

type AreaPageProps = { params: Promise<{ area: string }> }

export async function generateMetadata({ params }: AreaPageProps): Promise<Metadata> {
  const area = readArea((await params).area)
  return { title: area === undefined ? 'API reference' : `${area.title} · API reference` }
}

export default async function AreaPage({ params }: AreaPageProps) {
  const area = readArea((await params).area)
  if (area === undefined) notFound()
  return (
    <>
      <PageHead title={area.title} />
      <DevelopersNav current={paths.apiReference} />
      <nav aria-label="Operations" className="mb-8">
        <ul className="flex flex-wrap gap-x-5 gap-y-2 text-md">
          {area.operations.map(({ id, method, path }) => (
            <li key={id}>
              <a
                href={`#${id}`}
                className="break-all font-mono text-ink-2 text-sm hover:text-ink hover:underline"
              >
                {method} {path}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {area.operations.map((operation) => (
        <OperationEntry key={operation.id} operation={operation} />
      ))}
    </>
  )
}
