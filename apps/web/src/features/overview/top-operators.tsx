import { EmptyState } from '@network3/ui/empty-state'
import { ReasonBar } from '@network3/ui/reason-bar'
import { SectionHead } from '@network3/ui/section-head'
import { Segmented } from '@network3/ui/segmented'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { getApi } from '../../trpc/server.ts'
import { tryRead } from '../../trpc/try-read.ts'
import {
  type OperatorsQuery,
  operatorsHref,
  toFindInput,
  windowLabels,
  windows,
  windowWords,
} from '../leaderboard/operators-query.ts'
import { OperatorsTable } from '../leaderboard/operators-table.tsx'

const SHOWN = 10

/** The ten that earned most in a window. */
export async function TopOperators({ query }: { query: OperatorsQuery }) {
  const { data, failure } = await tryRead(getApi().operators.find(toFindInput(query, SHOWN).input))
  return (
    <section aria-labelledby="operators" className="mt-11">
      <SectionHead id="operators" title="Operators" note="by earned, rank change against the window before">
        <Segmented
          label="Window"
          component={Link}
          segments={windows.map((window) => ({
            label: windowLabels[window],
            href: operatorsHref(query, { window }, paths.home),
            isCurrent: window === query.window,
            title: windowWords[window],
          }))}
        />
      </SectionHead>
      {data === undefined ? (
        <ReasonBar tone="bad" {...failure} />
      ) : data.items.length === 0 ? (
        <EmptyState title="No operator yet">
          The first wallet that registers a node, or opens a stake pool, appears here within a block.
        </EmptyState>
      ) : (
        <>
          <OperatorsTable items={data.items} query={query} />
          <p className="pt-3">
            <Link
              href={operatorsHref(query)}
              className="text-ink-2 text-md underline decoration-line-strong underline-offset-4 hover:text-ink"
            >
              All {data.totalCount?.toLocaleString('en-US')} operators
            </Link>
          </p>
        </>
      )}
    </section>
  )
}
