import type { z } from 'zod'
import type { operatorListItem } from '../routers/operators/find-operators.schema.ts'
import type { CsvColumn } from './to-csv.ts'

type Operator = z.infer<typeof operatorListItem>

/** The leaderboard as a sheet. Amounts stay exact, in wei. */
export const operatorColumns: readonly CsvColumn<Operator>[] = [
  { header: 'rank', value: ({ rank }) => rank },
  { header: 'rank_change', value: ({ rankChange }) => rankChange },
  { header: 'operator', value: ({ address }) => address },
  { header: 'local_economy', value: ({ isLocalEconomy }) => String(isLocalEconomy) },
  { header: 'earned_wei', value: ({ earnedWei }) => earnedWei },
  { header: 'paid_wei', value: ({ paidWei }) => paidWei },
  { header: 'stake_wei', value: ({ stakeWei }) => stakeWei },
  { header: 'thawing_wei', value: ({ thawingWei }) => thawingWei },
  { header: 'delegators', value: ({ delegatorCount }) => delegatorCount },
  { header: 'commission_bps', value: ({ commissionBps }) => commissionBps },
  { header: 'apr_bps', value: ({ apr }) => apr.bps },
  { header: 'nodes_registered', value: ({ nodes }) => nodes.registered },
  { header: 'nodes_online', value: ({ nodes }) => nodes.online },
  { header: 'nodes_verified', value: ({ nodes }) => nodes.verified },
  { header: 'countries', value: ({ countries }) => countries.join(' ') },
]
