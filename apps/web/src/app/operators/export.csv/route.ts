import { formatWei } from '@network3/core/units'
import { csvLine } from '../../../features/export/csv.ts'
import { download, streamPages } from '../../../features/export/stream-pages.ts'
import { findForExport } from '../../../features/leaderboard/find-for-export.ts'

const columns = [
  'rank',
  'rank_change',
  'operator',
  'local_economy',
  'window',
  'earned_n3',
  'paid_n3',
  'stake_n3',
  'thawing_n3',
  'delegators',
  'commission_percent',
  'apr_percent',
  'nodes_registered',
  'nodes_online',
  'nodes_verified',
  'countries',
]

/** The leaderboard as CSV: amounts in N3 with every digit. */
export function GET(request: Request): Response {
  const { query, find, name } = findForExport(request)
  const n3 = (wei: string) => formatWei(BigInt(wei))
  const body = streamPages({
    find,
    head: csvLine(columns),
    line: (item) =>
      csvLine([
        item.rank,
        item.rankChange,
        item.address,
        String(item.isLocalEconomy),
        query.window,
        n3(item.earnedWei),
        n3(item.paidWei),
        n3(item.stakeWei),
        n3(item.thawingWei),
        item.delegatorCount,
        item.commissionBps / 100,
        item.apr.bps === null ? null : item.apr.bps / 100,
        item.nodes.registered,
        item.nodes.online,
        item.nodes.verified,
        item.countries.join(' '),
      ]),
    tail: '',
  })
  return download(body, `${name}.csv`, 'text/csv')
}
