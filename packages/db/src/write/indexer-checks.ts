import type { Client, Db } from '../pool.ts'

/** The newest block that was compared with the chain again once it was final; undefined where none was yet. */
export async function readVerifiedNumber(db: Db): Promise<bigint | undefined> {
  const { rows } = await db.query<{ verified_number: bigint }>(
    'SELECT verified_number FROM indexer_check WHERE id = 1',
  )
  return rows[0]?.verified_number
}

export async function setVerifiedNumber(tx: Client, number: bigint): Promise<void> {
  await tx.query({
    name: 'set-verified-number',
    text: `INSERT INTO indexer_check (id, verified_number, verified_at) VALUES (1, $1, now())
           ON CONFLICT (id) DO UPDATE SET verified_number = excluded.verified_number, verified_at = now()`,
    values: [number],
  })
}

/** Blocks above this one are not those that were verified any more. */
export async function lowerVerifiedNumber(tx: Client, number: bigint): Promise<void> {
  await tx.query('UPDATE indexer_check SET verified_number = $1 WHERE id = 1 AND verified_number > $1', [
    number,
  ])
}

export type AuditOutcome = {
  blockNumber: bigint
  compared: number
  differences: number
  /** The first of them, in words. */
  detail: string | null
}

/** Keeps the last comparison with the contracts. */
export async function setAuditOutcome(
  db: Db,
  { blockNumber, compared, differences, detail }: AuditOutcome,
): Promise<void> {
  await db.query({
    name: 'set-audit-outcome',
    text: `INSERT INTO indexer_check (id, verified_number, verified_at, audit_block, audit_at, audit_compared,
             audit_differences, audit_detail)
           VALUES (1, 0, now(), $1, now(), $2, $3, $4)
           ON CONFLICT (id) DO UPDATE SET audit_block = excluded.audit_block, audit_at = excluded.audit_at,
             audit_compared = excluded.audit_compared, audit_differences = excluded.audit_differences,
             audit_detail = excluded.audit_detail`,
    values: [blockNumber, compared, differences, detail],
  })
}
