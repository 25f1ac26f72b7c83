import type { Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexFromDb } from '../../write/hex.ts'

/** A node the chain is read from, as it was seen last. */
export type ProviderRow = { name: string; state: string; headNumber: bigint | null; heardAt: Date | null }

/** Different answers of providers; open until a block as high was agreed on. */
export type DisagreementRow = {
  blockNumber: bigint
  blockHash: Hex | null
  kind: string
  providers: string[]
  detail: string
  occurrences: number
  firstSeenAt: Date
  lastSeenAt: Date
  resolvedAt: Date | null
}

/** What was compared again after it was written. */
export type CheckRow = {
  verifiedNumber: bigint
  audit: {
    blockNumber: bigint
    at: Date
    compared: number
    differences: number
    detail: string | null
  } | null
}

/** Providers in the order of RPC_URL. */
export async function findProviders(db: Db): Promise<ProviderRow[]> {
  const { rows } = await db.query<{
    name: string
    state: string
    head_number: bigint | null
    heard_at: Date | null
  }>({
    name: 'find-providers',
    text: 'SELECT name, state, head_number, heard_at FROM rpc_provider ORDER BY position',
  })
  return rows.map((row) => ({
    ...{ name: row.name, state: row.state, headNumber: row.head_number, heardAt: row.heard_at },
  }))
}

/** The newest disagreements, open ones first. */
export async function findDisagreements(db: Db, limit: number): Promise<DisagreementRow[]> {
  const { rows } = await db.query<{
    block_number: bigint
    block_hash: Buffer | null
    kind: string
    providers: string
    detail: string
    occurrences: number
    first_seen_at: Date
    last_seen_at: Date
    resolved_at: Date | null
  }>({
    name: 'find-disagreements',
    text: `SELECT * FROM provider_disagreement ORDER BY resolved_at IS NULL DESC, last_seen_at DESC LIMIT $1`,
    values: [limit],
  })
  return rows.map((row) => ({
    blockNumber: row.block_number,
    blockHash: row.block_hash === null ? null : hexFromDb(row.block_hash),
    kind: row.kind,
    providers: row.providers.split(','),
    detail: row.detail,
    occurrences: row.occurrences,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    resolvedAt: row.resolved_at,
  }))
}

/** Undefined before the first check. */
export async function getChecks(db: Db): Promise<CheckRow | undefined> {
  const { rows } = await db.query<{
    verified_number: bigint
    audit_block: bigint | null
    audit_at: Date | null
    audit_compared: number | null
    audit_differences: number | null
    audit_detail: string | null
  }>({ name: 'get-checks', text: 'SELECT * FROM indexer_check WHERE id = 1' })
  const [row] = rows
  if (row === undefined) return undefined
  const { audit_block: blockNumber, audit_at: at } = row
  const audit =
    blockNumber === null || at === null
      ? null
      : {
          ...{ blockNumber, at, detail: row.audit_detail },
          ...{ compared: row.audit_compared ?? 0, differences: row.audit_differences ?? 0 },
        }
  return { verifiedNumber: row.verified_number, audit }
}
