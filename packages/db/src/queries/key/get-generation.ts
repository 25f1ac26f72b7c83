import type { Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexFromDb } from '../../write/hex.ts'
import type { GenerationStatus, StopReason } from '../../write/key-generations.ts'

export type GenerationRow = {
  number: number
  masterPublicKey: Hex
  threshold: number
  members: Hex[]
  status: GenerationStatus
  stopReason: StopReason | null
  proofHash: Hex | null
  announcedAt: Date
  endedAt: Date | null
  announcedTx: Hex
}

type Row = {
  number: bigint
  master_public_key: Buffer
  threshold: number
  members: Buffer[]
  status: GenerationStatus
  stop_reason: StopReason | null
  proof_hash: Buffer | null
  announced_at: Date
  ended_at: Date | null
  announced_tx: Buffer
}

/** A generation by its number, or the newest one; undefined when there is none. */
export async function getGeneration(db: Db, number: number | undefined): Promise<GenerationRow | undefined> {
  const { rows } = await db.query<Row>({
    name: number === undefined ? 'get-newest-generation' : 'get-generation',
    text:
      number === undefined
        ? 'SELECT * FROM key_generation ORDER BY number DESC LIMIT 1'
        : 'SELECT * FROM key_generation WHERE number = $1',
    values: number === undefined ? [] : [number],
  })
  const row = rows[0]
  return (
    row && {
      number: Number(row.number),
      masterPublicKey: hexFromDb(row.master_public_key),
      threshold: row.threshold,
      members: row.members.map(hexFromDb),
      status: row.status,
      stopReason: row.stop_reason,
      proofHash: row.proof_hash && hexFromDb(row.proof_hash),
      announcedAt: row.announced_at,
      endedAt: row.ended_at,
      announcedTx: hexFromDb(row.announced_tx),
    }
  )
}
