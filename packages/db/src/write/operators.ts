import type { Address, Hex } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { byteaArray, int8Array, numericArray } from './binary-array.ts'
import { isAddress } from './event-history.ts'
import { hexToDb } from './hex.ts'

/** A pool as PoolUpdated left it. Amounts in wei, times in seconds. */
export type PoolState = {
  operator: Address
  assetsWei: bigint
  shares: bigint
  thawingAssetsWei: bigint
  thawingShares: bigint
  streamRemainingWei: bigint
  streamUpdatedAt: number
  streamEndsAt: number
}

/** `pending` takes effect by time alone, so it stays until a later event settles it. */
export type CommissionState = {
  operator: Address
  commissionBps: number
  pending: { commissionBps: number; effectiveAt: number } | null
}

/** Adds operators not seen before, and gives how many they were. `seenAt` in seconds. */
export async function addOperators(tx: Client, seen: ReadonlyMap<Address, number>): Promise<number> {
  if (seen.size === 0) return 0
  const { rowCount } = await tx.query({
    name: 'add-operators',
    text: `INSERT INTO operator (address, first_seen_at)
           SELECT address, to_timestamp(seen_at) FROM unnest($1::bytea[], $2::bigint[]) AS s(address, seen_at)
           ON CONFLICT (address) DO UPDATE SET first_seen_at = excluded.first_seen_at
             WHERE operator.first_seen_at > excluded.first_seen_at`,
    values: [byteaArray([...seen.keys()]), int8Array([...seen.values()])],
  })
  return rowCount ?? 0
}

/**
 * After an undo: removes those of the given operators that nothing on chain and no verified epoch file mentions any
 * more, and tells of the others again when they were first seen.
 */
export async function deleteUnseenOperators(tx: Client, operators: readonly Address[]): Promise<void> {
  await tx.query({
    name: 'delete-unseen-operators',
    text: `DELETE FROM operator o WHERE o.address = ANY($1::bytea[])
             AND (SELECT 1 FROM event e WHERE ${isAddress('e.operator', 'o.address')} LIMIT 1) IS NULL
             AND NOT EXISTS (SELECT 1 FROM operator_reward r WHERE r.operator = o.address)`,
    values: [operators.map(hexToDb)],
  })
  // least() passes over what is not there. One event answers for an operator: none of this is a join of all events.
  await tx.query({
    name: 'restore-first-seen',
    text: `UPDATE operator o SET first_seen_at = s.seen_at
           FROM (SELECT k.address, least(
               (SELECT mined_at FROM block WHERE number =
                 (SELECT min(block_number) FROM event e WHERE ${isAddress('e.operator', 'k.address')})),
               (SELECT min(posted_at) FROM operator_reward r JOIN epoch ON epoch.number = r.epoch
                WHERE r.operator = k.address AND r.amount_wei > 0)) AS seen_at
             FROM unnest($1::bytea[]) AS k(address)) AS s
           WHERE o.address = s.address AND o.first_seen_at <> s.seen_at`,
    values: [operators.map(hexToDb)],
  })
}

export async function setPools(tx: Client, pools: readonly PoolState[]): Promise<void> {
  if (pools.length === 0) return
  await tx.query({
    name: 'set-pools',
    text: `UPDATE operator o SET pool_assets_wei = p.assets, pool_shares = p.shares,
             thawing_assets_wei = p.thawing_assets, thawing_shares = p.thawing_shares,
             stream_remaining_wei = p.stream_remaining, stream_updated_at = to_timestamp(p.stream_updated_at),
             stream_ends_at = CASE WHEN p.stream_ends_at > 0 THEN to_timestamp(p.stream_ends_at) END
           FROM unnest($1::bytea[], $2::numeric[], $3::numeric[], $4::numeric[], $5::numeric[], $6::numeric[],
                       $7::bigint[], $8::bigint[])
             AS p(operator, assets, shares, thawing_assets, thawing_shares, stream_remaining, stream_updated_at, stream_ends_at)
           WHERE o.address = p.operator`,
    values: [
      byteaArray(pools.map((pool) => pool.operator)),
      numericArray(pools.map((pool) => pool.assetsWei)),
      numericArray(pools.map((pool) => pool.shares)),
      numericArray(pools.map((pool) => pool.thawingAssetsWei)),
      numericArray(pools.map((pool) => pool.thawingShares)),
      numericArray(pools.map((pool) => pool.streamRemainingWei)),
      int8Array(pools.map((pool) => pool.streamUpdatedAt)),
      int8Array(pools.map((pool) => pool.streamEndsAt)),
    ],
  })
}

/** Back to a pool that was never touched. */
export async function clearPools(tx: Client, operators: readonly Address[]): Promise<void> {
  if (operators.length === 0) return
  await tx.query(
    `UPDATE operator SET pool_assets_wei = 0, pool_shares = 0, thawing_assets_wei = 0, thawing_shares = 0,
       stream_remaining_wei = 0, stream_updated_at = NULL, stream_ends_at = NULL
     WHERE address = ANY($1::bytea[])`,
    [operators.map(hexToDb)],
  )
}

export async function setNodeCounts(tx: Client, counts: ReadonlyMap<Address, number>): Promise<void> {
  if (counts.size === 0) return
  await tx.query({
    name: 'set-node-counts',
    text: `UPDATE operator o SET node_count = c.count
           FROM unnest($1::bytea[], $2::int[]) AS c(operator, count) WHERE o.address = c.operator`,
    values: [[...counts.keys()].map(hexToDb), [...counts.values()]],
  })
}

export async function setCommissions(tx: Client, states: readonly CommissionState[]): Promise<void> {
  if (states.length === 0) return
  await tx.query({
    name: 'set-commissions',
    text: `UPDATE operator o SET commission_bps = c.bps, pending_commission_bps = c.pending_bps,
             pending_commission_at = to_timestamp(c.pending_at)
           FROM unnest($1::bytea[], $2::int[], $3::int[], $4::bigint[]) AS c(operator, bps, pending_bps, pending_at)
           WHERE o.address = c.operator`,
    values: [
      states.map((state) => hexToDb(state.operator)),
      states.map((state) => state.commissionBps),
      states.map((state) => state.pending?.commissionBps ?? null),
      states.map((state) => state.pending?.effectiveAt ?? null),
    ],
  })
}

/** Marks operators by whether a node of theirs carries the local economy's spec hash. */
export async function markLocalEconomy(
  tx: Client,
  operators: readonly Address[],
  specHash: Hex,
): Promise<void> {
  if (operators.length === 0) return
  await tx.query({
    name: 'mark-local-economy',
    text: `UPDATE operator o SET is_local_economy = l.is_local
           FROM (SELECT k.address, EXISTS (SELECT 1 FROM node WHERE node.operator = k.address AND node.spec_hash = $2) AS is_local
                 FROM unnest($1::bytea[]) AS k(address)) AS l
           WHERE o.address = l.address AND o.is_local_economy <> l.is_local`,
    values: [operators.map(hexToDb), hexToDb(specHash)],
  })
}
