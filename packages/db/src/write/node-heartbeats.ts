import type { Address } from '@network3/core/hex'
import type { Db } from '../pool.ts'
import { hexToDb } from './hex.ts'

export type Heartbeat = {
  node: Address
  stream: string
  /** Unix milliseconds. */
  seenAt: number
  freeSlots: number
  /** Permille of one core. */
  load: number
}

/**
 * The hot write: one statement for about a thousand nodes, all of them different. Gives how many rows are still of
 * this gateway and these streams; with fewer than were given, some sessions went elsewhere.
 */
export async function touchNodeSessions(
  db: Db,
  gateway: string,
  beats: readonly Heartbeat[],
): Promise<number> {
  const { rowCount } = await db.query({
    name: 'touch-node-sessions',
    text: `UPDATE node_session s SET last_seen_at = to_timestamp(u.seen_ms / 1000), free_slots = u.free_slots,
             load = u.load
           FROM unnest($2::bytea[], $3::text[], $4::float8[], $5::int[], $6::int[])
             AS u(node, stream, seen_ms, free_slots, load),
             -- The next heartbeat says it again: no need to wait until the disk has this one.
             (SELECT set_config('synchronous_commit', 'off', true)) AS soft
           WHERE s.node = u.node AND s.gateway = $1 AND s.stream = u.stream AND s.offline_reason IS NULL`,
    values: [
      gateway,
      beats.map((beat) => hexToDb(beat.node)),
      beats.map((beat) => beat.stream),
      beats.map((beat) => beat.seenAt),
      beats.map((beat) => beat.freeSlots),
      beats.map((beat) => beat.load),
    ],
  })
  return rowCount ?? 0
}

export type ToldCapacity = {
  node: Address
  stream: string
  pausedReason: string | null
  slots: number
  memoryBytes: number
  kinds: readonly string[]
  classes: readonly string[]
}

/** What nodes said of themselves anew. Nodes must differ. */
export async function setNodeCapacities(
  db: Db,
  gateway: string,
  told: readonly ToldCapacity[],
): Promise<void> {
  if (told.length === 0) return
  await db.query({
    name: 'set-node-capacities',
    text: `UPDATE node_session s SET paused_reason = u.paused_reason, slots = u.slots, memory_bytes = u.memory_bytes,
             kinds = string_to_array(u.kinds, ','), classes = string_to_array(u.classes, ',')
           FROM unnest($2::bytea[], $3::text[], $4::text[], $5::int[], $6::bigint[], $7::text[], $8::text[])
             AS u(node, stream, paused_reason, slots, memory_bytes, kinds, classes)
           WHERE s.node = u.node AND s.gateway = $1 AND s.stream = u.stream`,
    values: [
      gateway,
      told.map((one) => hexToDb(one.node)),
      told.map((one) => one.stream),
      told.map((one) => one.pausedReason),
      told.map((one) => one.slots),
      told.map((one) => one.memoryBytes),
      told.map((one) => one.kinds.join()),
      told.map((one) => one.classes.join()),
    ],
  })
}
