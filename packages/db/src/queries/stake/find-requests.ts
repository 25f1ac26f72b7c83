import type { Address } from '@network3/core/hex'
import type { UnstakeStatus } from '@network3/core/unstake-state'
import type { Db } from '../../pool.ts'
import { weiFromDb, weiToDb } from '../../wei.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'

export type UnstakeRequestRow = {
  id: bigint
  operator: Address
  staker: Address
  isLocalEconomy: boolean
  status: UnstakeStatus
  thawingShares: bigint
  requestedWei: bigint
  settledWei: bigint | null
  requestedAt: Date
  unlocksAt: Date
  settledAt: Date | null
  /** The pool's thawing side, of which thawingShares are a part: slashing lowers its assets. */
  poolThawingAssets: bigint
  poolThawingShares: bigint
}

export type FindRequestsParams = {
  staker: Address
  filter: 'all' | 'open' | 'settled'
  limit: number
  /** Ids rise with time, so they order as the requests were made. */
  before?: bigint | undefined
}

type Row = {
  id: string
  operator: Buffer
  staker: Buffer
  is_local_economy: boolean
  status: UnstakeStatus
  thawing_shares: string
  assets_wei: string
  settled_wei: string | null
  requested_at: Date
  unlocks_at: Date
  settled_at: Date | null
  pool_thawing_assets: string
  pool_thawing_shares: string
}

const filters = { all: '', open: `AND q.status = 'thawing'`, settled: `AND q.status <> 'thawing'` } as const

/** A staker's unstake requests, newest first. */
export async function findRequests(db: Db, params: FindRequestsParams): Promise<UnstakeRequestRow[]> {
  const { staker, filter, limit, before } = params
  const { rows } = await db.query<Row>({
    name: `find-requests-${filter}${before === undefined ? '' : '-before'}`,
    text: `SELECT q.id, q.operator, q.staker, o.is_local_economy, q.status, q.thawing_shares, q.assets_wei,
             q.settled_wei, q.requested_at, q.unlocks_at, q.settled_at,
             o.thawing_assets_wei AS pool_thawing_assets, o.thawing_shares AS pool_thawing_shares
           FROM unstake_request q JOIN operator o ON o.address = q.operator
           WHERE q.staker = $1 ${filters[filter]} ${before === undefined ? '' : 'AND q.id < $3::numeric'}
           ORDER BY q.id DESC LIMIT $2`,
    values: [hexToDb(staker), limit, ...(before === undefined ? [] : [weiToDb(before)])],
  })
  return rows.map((row) => ({
    id: BigInt(row.id),
    operator: hexFromDb(row.operator),
    staker: hexFromDb(row.staker),
    isLocalEconomy: row.is_local_economy,
    status: row.status,
    thawingShares: weiFromDb(row.thawing_shares),
    requestedWei: weiFromDb(row.assets_wei),
    settledWei: row.settled_wei === null ? null : weiFromDb(row.settled_wei),
    requestedAt: row.requested_at,
    unlocksAt: row.unlocks_at,
    settledAt: row.settled_at,
    poolThawingAssets: weiFromDb(row.pool_thawing_assets),
    poolThawingShares: weiFromDb(row.pool_thawing_shares),
  }))
}
