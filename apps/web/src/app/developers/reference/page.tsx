import { listProblems } from '@network3/api/list-problems'
import { EmptyState } from '@network3/ui/empty-state'
import { LinkButton } from '@network3/ui/link-button'
import { PageHead } from '@network3/ui/page-head'
import type { Metadata } from 'next'
import { DevelopersNav } from '../../../features/developers/developers-nav.tsx'
import { AreaList } from '../../../features/reference/area-list.tsx'
import { ProblemList } from '../../../features/reference/problem-list.tsx'
import { readReference } from '../../../features/reference/read-reference.ts'
import { ReferenceSearch } from '../../../features/reference/reference-search.tsx'
import { paths } from '../../../paths.ts'
import { Link } from '../../../shell/link.tsx'

export const metadata: Metadata = {
  title: 'API reference',
  description: 'Every call of the REST API: what it does, what it takes and gives, and how to send it.',
}

type ReferencePageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function ReferencePage({ searchParams }: ReferencePageProps) {
  const search = ([(await searchParams).q].flat()[0] ?? '').slice(0, 200)
  const areas = readReference(search)
  const count = areas.reduce((sum, { operations }) => sum + operations.length, 0)
  return (
    <>
      <PageHead title="API reference" actions={<LinkButton href={paths.openApi}>OpenAPI 3.1</LinkButton>}>
        <p>
          Made from the schemas that check every call, so it cannot be out of date. Any generator makes a
          typed client of it.
        </p>
      </PageHead>
      <DevelopersNav current={paths.apiReference} />
      <ReferenceSearch search={search} count={count} />
      {areas.length === 0 ? (
        <EmptyState
          title="No operation has all of these words"
          action={
            <LinkButton component={Link} href={paths.apiReference}>
              Show all
            </LinkButton>
          }
        >
          Paths, summaries and names of fields are searched.
        </EmptyState>
      ) : (
        <AreaList areas={areas} />
      )}
      {search === '' && <ProblemList problems={listProblems()} />}
    </>
  )
}
