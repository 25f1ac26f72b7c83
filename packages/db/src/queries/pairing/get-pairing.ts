import type { Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'

export type PairingStatus = 'open' | 'signed' | 'done' | 'declined' | 'replaced'

export type Pairing = {
  id: string
  node: Hex
  capabilities: number
  country: string
  specHash: Hex
  /** Decimal. */
  nonce: string
  /** Unix seconds. */
  deadline: number
  expiresAt: Date
  status: PairingStatus
  operator: Hex | null
  operatorSignature: Hex | null
  txHash: Hex | null
}

type Row = {
  id: string
  node: Buffer
  capabilities: number
  country: string
  spec_hash: Buffer
  nonce: string
  deadline: bigint
  expires_at: Date
  status: PairingStatus
  operator: Buffer | null
  operator_signature: Buffer | null
  tx_hash: Buffer | null
}

/** A pairing by what the agent knows (its id) or what the page knows (its code's hash); undefined when there is none. */
export async function getPairing(
  db: Db,
  by: { id: string } | { codeHash: Hex },
): Promise<Pairing | undefined> {
  const { rows } = await db.query<Row>(
    'id' in by
      ? { name: 'get-pairing', text: 'SELECT * FROM pairing WHERE id = $1', values: [by.id] }
      : {
          name: 'get-pairing-by-code',
          text: 'SELECT * FROM pairing WHERE code_hash = $1',
          values: [hexToDb(by.codeHash)],
        },
  )
  const row = rows[0]
  return (
    row && {
      ...{ id: row.id, node: hexFromDb(row.node), capabilities: row.capabilities, country: row.country },
      ...{ specHash: hexFromDb(row.spec_hash), nonce: row.nonce, deadline: Number(row.deadline) },
      ...{ expiresAt: row.expires_at, status: row.status },
      operator: row.operator && hexFromDb(row.operator),
      operatorSignature: row.operator_signature && hexFromDb(row.operator_signature),
      txHash: row.tx_hash && hexFromDb(row.tx_hash),
    }
  )
}
