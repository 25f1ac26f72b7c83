import type { Address, Hex } from '@network3/core/hex'
import { listFromDb } from '../../list-from-db.ts'
import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'
import { hexFromDb } from '../../write/hex.ts'
import { findOperatorsStatement } from './find-operators-statement.ts'
import { type OperatorRow, type OperatorState, operatorFromRow } from './operator-row.ts'

export type RankWindow = '24h' | '7d' | '30d' | 'all'
export type OperatorSort = 'earned' | 'paid' | 'stake' | 'commission' | 'nodes' | 'delegators'

export type FindOperatorsParams = {
  window: RankWindow
  sort: OperatorSort
  direction: 'asc' | 'desc'
  limit: number
  /** The last row of the page before: its sort key and its address. */
  after?: { key: bigint; address: Address } | undefined
  country?: string | undefined
  /** One bit of the registry's set. */
  capabilityBit?: number | undefined
  minStakeWei?: bigint | undefined
  hasNodes?: boolean | undefined
  isLocalEconomy?: boolean | undefined
  /** First and last address of a range, both included. */
  addressRange?: { from: Address; to: Address } | undefined
  /** Buckets of the trend: how long each is, and how many end with the hour of the tip. */
  trend: { bucketSeconds: number; bucketCount: number }
  /** As FindNodesParams has them. */
  seenSince: Date
  verifiedSince: bigint
}

export type RankedOperator = OperatorState & {
  /** By earned; null until the ranks are next rebuilt. */
  rank: number | null
  previousRank: number | null
  earnedWei: bigint
  paidWei: bigint
  countries: string[]
  onlineCount: number
  verifiedCount: number
  /** Earned by bucket, oldest first, zeros included. */
  trend: bigint[]
  /** What the page is sorted by, for the next page's `after`. */
  sortKey: bigint
}

export type OperatorPage = {
  /** Undefined before the indexer's first block. */
  tip: { blockNumber: bigint; blockHash: Hex; minedAt: Date } | undefined
  operators: RankedOperator[]
  /** Operators ranked in the window: the last rank, for ranks are consecutive. Counting 310,000 rows takes 40 ms. */
  rankedCount: number
}

type PageRow = Partial<OperatorRow> & {
  tip_number: bigint
  tip_hash: Buffer
  tip_mined_at: Date
  ranked_count: number | null
  rank: number | null
  previous_rank: number | null
  earned_wei: string | null
  paid_wei: string | null
  sort_key: string
  countries: string | null
  online_count: number | null
  verified_count: number | null
  /** A bucket and its sum each, those with one. */
  trend: string | null
}

/**
 * A page of the leaderboard in one statement, so that the page and its tip are of one block. Sums in the window come
 * from operator_rank, the trend from operator_hour, never from events. Sorted by stake it goes by assets as of each
 * pool's last event, which is what the index holds.
 */
export async function findOperators(db: Db, params: FindOperatorsParams): Promise<OperatorPage> {
  const { rows } = await db.query<PageRow>(findOperatorsStatement(params))
  const first = rows[0]
  if (first === undefined) return { tip: undefined, operators: [], rankedCount: 0 }
  return {
    tip: { blockNumber: first.tip_number, blockHash: hexFromDb(first.tip_hash), minedAt: first.tip_mined_at },
    operators: rows.flatMap((row) => (isOperator(row) ? [rankedFromRow(row, params.trend.bucketCount)] : [])),
    rankedCount: first.ranked_count ?? 0,
  }
}

/** Past the last page the tip comes alone, its operator columns null. */
function isOperator(row: PageRow): row is PageRow & OperatorRow {
  return row.address !== null && row.address !== undefined
}

function rankedFromRow(row: PageRow & OperatorRow, bucketCount: number): RankedOperator {
  const trend = new Array<bigint>(bucketCount).fill(0n)
  for (const part of listFromDb(row.trend)) {
    const space = part.indexOf(' ')
    trend[Number(part.slice(0, space))] = weiFromDb(part.slice(space + 1))
  }
  return {
    ...operatorFromRow(row),
    rank: row.rank,
    previousRank: row.previous_rank,
    earnedWei: weiFromDb(row.earned_wei ?? '0'),
    paidWei: weiFromDb(row.paid_wei ?? '0'),
    countries: listFromDb(row.countries),
    onlineCount: row.online_count ?? 0,
    verifiedCount: row.verified_count ?? 0,
    trend,
    sortKey: weiFromDb(row.sort_key),
  }
}
