import type { Address, Hex } from '@network3/core/hex'
import type { Db, Pool } from '../pool.ts'
import { hexToDb } from './hex.ts'
import { inTransaction } from './in-transaction.ts'

export type NewPairing = {
  id: string
  codeHash: Hex
  node: Address
  capabilities: number
  country: string
  specHash: Hex
  nonce: bigint
  /** Unix seconds. */
  deadline: number
  openedAt: Date
  expiresAt: Date
}

/**
 * Opens a pairing in place of any open one of the node. False when this opening, or a later one, was there already:
 * what an agent signed once opens once.
 */
export function openPairing(pool: Pool, pairing: NewPairing): Promise<boolean> {
  const node = hexToDb(pairing.node)
  return inTransaction(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('pairing' || encode($1, 'hex'), 0))", [
      node,
    ])
    const { rowCount } = await client.query(
      'SELECT 1 FROM pairing WHERE node = $1 AND opened_at >= $2 LIMIT 1',
      [node, pairing.openedAt],
    )
    if (rowCount !== 0) return false
    await client.query(
      "UPDATE pairing SET status = 'replaced', ended_at = now() WHERE node = $1 AND status IN ('open', 'signed')",
      [node],
    )
    await client.query(
      `INSERT INTO pairing (id, code_hash, node, capabilities, country, spec_hash, nonce, deadline, opened_at, expires_at, status)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open')`,
      [
        ...[pairing.id, hexToDb(pairing.codeHash), node, pairing.capabilities, pairing.country],
        ...[hexToDb(pairing.specHash), String(pairing.nonce), pairing.deadline],
        ...[pairing.openedAt, pairing.expiresAt],
      ],
    )
    return true
  })
}

/**
 * Puts a wallet's signature to an open pairing, and gives the node's owner until `expiresAt` to confirm it. False when
 * it is not open any more.
 */
export async function signPairing(
  db: Db,
  signed: { codeHash: Hex; operator: Address; operatorSignature: Hex; now: Date; expiresAt: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE pairing SET status = 'signed', operator = $2, operator_signature = $3, expires_at = $5
     WHERE code_hash = $1 AND status = 'open' AND expires_at > $4`,
    [
      ...[hexToDb(signed.codeHash), hexToDb(signed.operator), hexToDb(signed.operatorSignature)],
      ...[signed.now, signed.expiresAt],
    ],
  )
  return rowCount === 1
}

/** Ends a signed pairing. False when it is not signed any more. */
export async function endPairing(
  db: Db,
  ended: { id: string; status: 'done' | 'declined'; txHash: Hex | null; now: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(
    "UPDATE pairing SET status = $2, tx_hash = $3, ended_at = $4 WHERE id = $1 AND status = 'signed'",
    [ended.id, ended.status, ended.txHash && hexToDb(ended.txHash), ended.now],
  )
  return rowCount === 1
}

/** Forgets pairings that expired before a time; at most 1,000, as it runs beside others' requests. */
export async function deletePairings(db: Db, expiredBefore: Date): Promise<void> {
  await db.query(
    'DELETE FROM pairing WHERE id IN (SELECT id FROM pairing WHERE expires_at < $1 ORDER BY expires_at LIMIT 1000)',
    [expiredBefore],
  )
}
