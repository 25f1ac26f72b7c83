import type { Hex } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { kindsOf, SELECT_EVENTS } from './event-history.ts'
import { type DbEvent, type EventRow, toEventRow } from './events.ts'
import { hexToDb } from './hex.ts'

export type GenerationStatus = 'active' | 'superseded' | 'stopped'
export type StopReason = 'fraud-proven' | 'guardian'

/** Times in seconds. */
export type GenerationRecord = {
  number: number
  masterPublicKey: Hex
  threshold: number
  members: readonly Hex[]
  status: GenerationStatus
  stopReason: StopReason | null
  proofHash: Hex | null
  announcedAt: number
  endedAt: number | null
  announcedTx: Hex
}

/** Every event that announced or stopped a generation, oldest first; index event_generation_history. */
export async function findGenerationHistory(tx: Client): Promise<EventRow[]> {
  const { rows } = await tx.query<DbEvent>({
    name: 'find-generation-history',
    text: `${SELECT_EVENTS} WHERE e.kind IN (${kindsOf('GenerationAnnounced', 'GenerationStopped')})
           ORDER BY e.block_number, e.log_index`,
  })
  return rows.map(toEventRow)
}

/** Makes the table hold exactly these. Generations are few in a lifetime, so that they are written whole. */
export async function replaceGenerations(
  tx: Client,
  generations: readonly GenerationRecord[],
): Promise<void> {
  await tx.query('DELETE FROM key_generation')
  for (const generation of generations) {
    await tx.query(
      `INSERT INTO key_generation (number, master_public_key, threshold, members, status, stop_reason, proof_hash,
         announced_at, ended_at, announced_tx)
       VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::bigint), to_timestamp($9::bigint), $10)`,
      [
        generation.number,
        hexToDb(generation.masterPublicKey),
        generation.threshold,
        generation.members.map(hexToDb),
        generation.status,
        generation.stopReason,
        generation.proofHash === null ? null : hexToDb(generation.proofHash),
        generation.announcedAt,
        generation.endedAt,
        hexToDb(generation.announcedTx),
      ],
    )
  }
}
