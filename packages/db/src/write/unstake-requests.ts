import type { Address } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { weiToDb } from '../wei.ts'
import { hexToDb } from './hex.ts'

/** Times in seconds, amounts in wei. */
export type OpenedRequest = {
  id: bigint
  operator: Address
  staker: Address
  thawingShares: bigint
  assetsWei: bigint
  requestedAt: number
  unlocksAt: number
}
export type SettledRequest = {
  id: bigint
  status: 'cancelled' | 'withdrawn'
  settledWei: bigint
  settledAt: number
}

export async function openRequests(tx: Client, requests: readonly OpenedRequest[]): Promise<void> {
  if (requests.length === 0) return
  await tx.query({
    name: 'open-requests',
    text: `INSERT INTO unstake_request (id, operator, staker, thawing_shares, assets_wei, requested_at, unlocks_at, status)
           SELECT id, operator, staker, shares, assets, to_timestamp(requested_at), to_timestamp(unlocks_at), 'thawing'
           FROM unnest($1::numeric[], $2::bytea[], $3::bytea[], $4::numeric[], $5::numeric[], $6::bigint[], $7::bigint[])
             AS r(id, operator, staker, shares, assets, requested_at, unlocks_at)`,
    values: [
      requests.map((request) => String(request.id)),
      requests.map((request) => hexToDb(request.operator)),
      requests.map((request) => hexToDb(request.staker)),
      requests.map((request) => weiToDb(request.thawingShares)),
      requests.map((request) => weiToDb(request.assetsWei)),
      requests.map((request) => request.requestedAt),
      requests.map((request) => request.unlocksAt),
    ],
  })
}

export async function settleRequests(tx: Client, requests: readonly SettledRequest[]): Promise<void> {
  if (requests.length === 0) return
  await tx.query({
    name: 'settle-requests',
    text: `UPDATE unstake_request u SET status = r.status, settled_wei = r.settled, settled_at = to_timestamp(r.settled_at)
           FROM unnest($1::numeric[], $2::text[], $3::numeric[], $4::bigint[]) AS r(id, status, settled, settled_at)
           WHERE u.id = r.id`,
    values: [
      requests.map((request) => String(request.id)),
      requests.map((request) => request.status),
      requests.map((request) => weiToDb(request.settledWei)),
      requests.map((request) => request.settledAt),
    ],
  })
}

/** Undoes settling, then opening. */
export async function undoRequests(
  tx: Client,
  undone: { settled: readonly bigint[]; opened: readonly bigint[] },
): Promise<void> {
  await tx.query(
    `UPDATE unstake_request SET status = 'thawing', settled_wei = NULL, settled_at = NULL WHERE id = ANY($1::numeric[])`,
    [undone.settled.map(String)],
  )
  await tx.query('DELETE FROM unstake_request WHERE id = ANY($1::numeric[])', [undone.opened.map(String)])
}
