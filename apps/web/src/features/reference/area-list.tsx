import { SectionHead } from '@network3/ui/section-head'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { Method } from './method.tsx'
import type { Area } from './read-reference.ts'

/** Every operation as one line that leads to where it is explained. */
export function AreaList({ areas }: { areas: readonly Area[] }) {
  return (
    <div className="grid gap-10">
      {areas.map(({ name, title, operations }) => (
        <section key={name} aria-labelledby={`area-${name}`}>
          <SectionHead id={`area-${name}`} title={<Link href={paths.apiArea(name)}>{title}</Link>} />
          <ul className="border-line-strong border-t">
            {operations.map(({ id, method, path, summary }) => (
              <li key={id} className="border-line border-b">
                <Link
                  href={paths.apiOperation(name, id)}
                  className="grid gap-x-6 gap-y-1 py-2.5 text-md hover:bg-sunken lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
                >
                  <span className="flex items-baseline gap-2.5">
                    <Method method={method} />
                    <code className="break-all text-sm">{path}</code>
                  </span>
                  <span className="text-ink-2">{summary}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
