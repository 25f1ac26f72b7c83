import type { RouterOutputs } from '@network3/api/types'
import { Address } from '@network3/ui/address'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { SectionHead } from '@network3/ui/section-head'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'

type Why = RouterOutputs['jobs']['why']

/** Of each node of the lease, whether it could take the job now, or the one thing that failed. */
export function WhyNodes({ why }: { why: Why }) {
  if (why.nodes.length === 0) return null
  return (
    <section aria-labelledby="why">
      <SectionHead
        id="why"
        title="Why is it where it is?"
        note={
          why.slots === null
            ? undefined
            : `${why.slots.inUse} of ${why.slots.rented} ${why.slots.rented === 1 ? 'slot' : 'slots'} in use`
        }
      />
      <DataTable label="Nodes of the lease">
        <thead>
          <tr>
            <HeadCell>Node</HeadCell>
            <HeadCell>Could it take the job?</HeadCell>
          </tr>
        </thead>
        <tbody>
          {why.nodes.map(({ node, reason, need, have }) => (
            <tr key={node}>
              <Cell>
                <Address value={node} withIdenticon href={paths.node(node)} component={Link} />
              </Cell>
              <Cell className="py-2 text-md whitespace-normal">
                <code
                  className={reason.code === 'MATCH_OK' ? 'text-signal text-sm' : 'text-sm text-warn'}
                  title={reason.sentence}
                >
                  {reason.code}
                </code>{' '}
                <span className="text-ink-2">{reason.sentence}</span>
                {need !== null && (
                  <span className="text-ink-3">
                    {' '}
                    Needs {need}, has {have ?? 'none'}.
                  </span>
                )}
              </Cell>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </section>
  )
}
