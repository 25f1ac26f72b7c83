import type { RouterOutputs } from '@network3/api/types'
import { Amount } from '@network3/ui/amount'
import { Cell, DataTable, HeadCell, SortHead } from '@network3/ui/data-table'
import { formatPercentDown } from '@network3/ui/format-percent'
import { Sparkline } from '@network3/ui/sparkline'
import { Link } from '../../shell/link.tsx'
import { OperatorName } from './operator-name.tsx'
import { type OperatorsQuery, type Sort, sortHref, sortOrder, windowWords } from './operators-query.ts'
import { RankChange } from './rank-change.tsx'
import { trimTrends } from './trim-trends.ts'

type OperatorItem = RouterOutputs['operators']['find']['items'][number]

type OperatorsTableProps = {
  items: readonly OperatorItem[]
  query: OperatorsQuery
  /** Column heads sort. On the overview they do not: the list there is always by earned. */
  isSortable?: boolean
}

/** The leaderboard's rows. Amounts in N3; the exact value is in each title. */
export function OperatorsTable({ items, query, isSortable }: OperatorsTableProps) {
  const trends = trimTrends(items.map(({ trend }) => trend))
  const hasPast = items.some(({ rankChange }) => rankChange !== null)
  return (
    <DataTable label={`Operators by ${query.sort}, ${windowWords[query.window]}`}>
      <thead>
        <tr>
          <HeadCell className="w-10">
            <abbr title="Rank by earned" className="no-underline">
              #
            </abbr>
          </HeadCell>
          <HeadCell className="w-11">
            <span className="sr-only">Change of rank</span>
          </HeadCell>
          <HeadCell>Operator</HeadCell>
          <Head column="earned" label="Earned, N3" query={query} isSortable={isSortable} />
          <HeadCell hideBelow="md">Trend</HeadCell>
          <Head column="paid" label="Paid, N3" query={query} isSortable={isSortable} hideBelow="lg" />
          <Head column="stake" label="Stake, N3" query={query} isSortable={isSortable} hideBelow="md" />
          <Head column="delegators" label="Delegators" query={query} isSortable={isSortable} hideBelow="xl" />
          <Head column="commission" label="Commission" query={query} isSortable={isSortable} hideBelow="xl" />
          <HeadCell isNumber hideBelow="lg">
            <abbr
              title="Yearly return of a delegated N3, after commission; thawing stake left out"
              className="no-underline"
            >
              APR
            </abbr>
          </HeadCell>
          <Head
            column="nodes"
            label="Nodes: verified / online / all"
            query={query}
            isSortable={isSortable}
            hideBelow="lg"
          />
        </tr>
      </thead>
      <tbody>
        {items.map((item, index) => (
          <OperatorRow key={item.address} item={item} trend={trends[index] ?? []} hasPast={hasPast} />
        ))}
      </tbody>
    </DataTable>
  )
}

type HeadProps = {
  column: Sort
  label: string
  query: OperatorsQuery
  isSortable: boolean | undefined
  hideBelow?: 'md' | 'lg' | 'xl'
}

function Head({ column, label, query, isSortable, hideBelow }: HeadProps) {
  if (!isSortable) {
    return (
      <HeadCell isNumber hideBelow={hideBelow}>
        {label}
      </HeadCell>
    )
  }
  return (
    <SortHead
      isNumber
      hideBelow={hideBelow}
      href={sortHref(query, column)}
      order={sortOrder(query, column)}
      component={Link}
    >
      {label}
    </SortHead>
  )
}

type OperatorRowProps = {
  item: OperatorItem
  trend: readonly bigint[]
  /** There is a window before this one: on a young network nobody is "new". */
  hasPast: boolean
}

function OperatorRow({ item, trend, hasPast }: OperatorRowProps) {
  return (
    <tr className="hover:bg-sunken/60">
      <Cell className="font-mono">{item.rank ?? '–'}</Cell>
      <Cell className="font-mono text-sm">
        {hasPast && <RankChange change={item.rankChange} rank={item.rank} />}
      </Cell>
      <Cell>
        <OperatorName address={item.address} isLocalEconomy={item.isLocalEconomy} />
      </Cell>
      <Cell isNumber className="font-semibold">
        <Amount wei={item.earnedWei} />
      </Cell>
      <Cell hideBelow="md">
        {trend.length > 1 ? (
          <Sparkline values={trend} label="Earned over the window, oldest first" />
        ) : (
          <span title="The network is too young for a trend in this window" className="text-ink-3">
            –
          </span>
        )}
      </Cell>
      <Cell isNumber hideBelow="lg">
        <Amount wei={item.paidWei} />
      </Cell>
      <Cell isNumber hideBelow="md">
        <Amount wei={item.stakeWei} />
      </Cell>
      <Cell isNumber hideBelow="xl">
        {item.delegatorCount}
      </Cell>
      <Cell isNumber hideBelow="xl">
        {formatPercentDown(item.commissionBps)}
      </Cell>
      <Cell isNumber hideBelow="lg">
        <Apr apr={item.apr} />
      </Cell>
      <Cell isNumber hideBelow="lg">
        <abbr
          className="no-underline"
          title={`${item.nodes.verified} verified, ${item.nodes.online} online, ${item.nodes.registered} registered`}
        >
          {item.nodes.verified}
          <span className="text-ink-3">
            {' '}
            / {item.nodes.online} / {item.nodes.registered}
          </span>
        </abbr>
      </Cell>
    </tr>
  )
}

/** A yearly return, or a dash whose title says why there is none. */
function Apr({ apr }: { apr: OperatorItem['apr'] }) {
  if (apr.bps !== null) return formatPercentDown(apr.bps)
  return (
    <abbr
      title={apr.reason ? `${apr.reason.code}: ${apr.reason.sentence}` : undefined}
      className="text-ink-3 no-underline"
    >
      –
    </abbr>
  )
}
