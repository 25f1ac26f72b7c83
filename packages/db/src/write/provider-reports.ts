import type { Hex } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { hexToDb } from './hex.ts'

export type ProviderSighting = {
  name: string
  state: string
  head: bigint | undefined
  heardAt: Date | undefined
}

export type SeenDisagreement = {
  kind: string
  blockNumber: bigint
  blockHash: Hex | undefined
  providers: readonly string[]
  detail: string
  occurrences: number
  seenAt: Date
}

/** Replaces what is known of the providers, in the order they are given in. */
export async function setProviders(tx: Client, providers: readonly ProviderSighting[]): Promise<void> {
  await tx.query('DELETE FROM rpc_provider')
  await tx.query({
    name: 'set-providers',
    text: `INSERT INTO rpc_provider (name, position, state, head_number, heard_at, updated_at)
           SELECT name, position, state, head, heard_at, now()
           FROM unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[])
             WITH ORDINALITY AS p(name, state, head, heard_at, position)`,
    values: [
      providers.map(({ name }) => name),
      providers.map(({ state }) => state),
      providers.map(({ head }) => head ?? null),
      providers.map(({ heardAt }) => heardAt ?? null),
    ],
  })
}

/** Writes down what providers disagreed about; the same disagreement met again is counted, and open again. */
export async function addDisagreements(tx: Client, seen: readonly SeenDisagreement[]): Promise<void> {
  for (const { kind, blockNumber, blockHash, providers, detail, occurrences, seenAt } of seen) {
    await tx.query({
      name: 'add-disagreement',
      text: `INSERT INTO provider_disagreement AS d (block_number, kind, providers, block_hash, detail, occurrences,
               first_seen_at, last_seen_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
             ON CONFLICT (block_number, kind, providers) DO UPDATE SET block_hash = excluded.block_hash,
               detail = excluded.detail, occurrences = d.occurrences + excluded.occurrences,
               last_seen_at = excluded.last_seen_at, resolved_at = NULL`,
      values: [
        blockNumber,
        kind,
        providers.join(','),
        blockHash === undefined ? null : hexToDb(blockHash),
        detail,
        occurrences,
        seenAt,
      ],
    })
  }
}

/** Closes every disagreement about a block up to `blockNumber`, and gives how many they were. */
export async function resolveDisagreements(tx: Client, blockNumber: bigint): Promise<number> {
  const { rowCount } = await tx.query({
    name: 'resolve-disagreements',
    text: `UPDATE provider_disagreement SET resolved_at = now()
           WHERE resolved_at IS NULL AND block_number <= $1`,
    values: [blockNumber],
  })
  return rowCount ?? 0
}
