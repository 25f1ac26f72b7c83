import type { Address, Hex } from '@network3/core/hex'
import type { NodeReasonCode } from '@network3/core/node-reasons'
import type { Db } from '../pool.ts'
import { hexFromDb, hexToDb } from './hex.ts'

export type OpenedSession = {
  node: Address
  stream: string
  /** Unix milliseconds. */
  openedAt: number
  seenAt: number
  pausedReason: string | null
  slots: number
  freeSlots: number
  memoryBytes: number
  kinds: readonly string[]
  classes: readonly string[]
  load: number
  agent: string
  subnet: Hex
}

/**
 * Makes `gateway` the one that holds these nodes: whoever held one before finds its row gone to another stream and
 * drops it. Each change of status is one row of history; writing the same again changes nothing. Nodes must differ.
 * Gives those that another gateway held, for it to be told at once.
 */
export async function openNodeSessions(
  db: Db,
  gateway: string,
  sessions: readonly OpenedSession[],
): Promise<{ node: Address; gateway: string }[]> {
  if (sessions.length === 0) return []
  const { rows } = await db.query<{ node: Buffer; gateway: string }>({
    name: 'open-node-sessions',
    text: `WITH u AS (
        SELECT node, stream, to_timestamp(opened_ms / 1000) AS at, to_timestamp(seen_ms / 1000) AS seen_at,
          paused_reason, slots, free_slots, memory_bytes, string_to_array(kinds, ',') AS kinds,
          string_to_array(classes, ',') AS classes, load, agent, subnet
        FROM unnest($2::bytea[], $3::text[], $4::float8[], $5::float8[], $6::text[], $7::int[], $8::int[],
          $9::bigint[], $10::text[], $11::text[], $12::int[], $13::text[], $14::bytea[])
          AS t(node, stream, opened_ms, seen_ms, paused_reason, slots, free_slots, memory_bytes, kinds, classes, load, agent, subnet)
      ), old AS (
        SELECT node, gateway, stream, offline_reason FROM node_session
        WHERE node = ANY($2::bytea[]) ORDER BY node FOR UPDATE
      ), put AS (
        INSERT INTO node_session (node, gateway, stream, online_since, last_seen_at, paused_reason, slots, free_slots,
          memory_bytes, kinds, classes, load, agent, subnet)
        SELECT node, $1, stream, at, seen_at, paused_reason, slots, free_slots, memory_bytes, kinds, classes, load,
          agent, subnet FROM u ORDER BY node
        ON CONFLICT (node) DO UPDATE SET gateway = excluded.gateway, stream = excluded.stream,
          online_since = CASE WHEN node_session.offline_reason IS NULL THEN node_session.online_since
            ELSE excluded.online_since END,
          last_seen_at = excluded.last_seen_at, offline_at = NULL, offline_reason = NULL,
          paused_reason = excluded.paused_reason, slots = excluded.slots, free_slots = excluded.free_slots,
          memory_bytes = excluded.memory_bytes, kinds = excluded.kinds, classes = excluded.classes,
          load = excluded.load, agent = excluded.agent, subnet = excluded.subnet
      ), told AS (
        INSERT INTO node_status_change (node, at, status, reason, gateway)
        SELECT u.node, u.at, 'offline', 'NODE_OFFLINE_REPLACED', old.gateway FROM u JOIN old USING (node)
          WHERE old.offline_reason IS NULL AND old.stream <> u.stream
        UNION ALL
        SELECT u.node, u.at, 'online', 'NODE_ONLINE', $1 FROM u LEFT JOIN old USING (node)
          WHERE old.node IS NULL OR old.offline_reason IS NOT NULL OR old.stream <> u.stream
      )
      SELECT node, gateway FROM old WHERE offline_reason IS NULL AND gateway <> $1`,
    values: [
      gateway,
      sessions.map((session) => hexToDb(session.node)),
      sessions.map((session) => session.stream),
      sessions.map((session) => session.openedAt),
      sessions.map((session) => session.seenAt),
      sessions.map((session) => session.pausedReason),
      sessions.map((session) => session.slots),
      sessions.map((session) => session.freeSlots),
      sessions.map((session) => session.memoryBytes),
      sessions.map((session) => session.kinds.join()),
      sessions.map((session) => session.classes.join()),
      sessions.map((session) => session.load),
      sessions.map((session) => session.agent),
      sessions.map((session) => hexToDb(session.subnet)),
    ],
  })
  return rows.map((row) => ({ node: hexFromDb(row.node), gateway: row.gateway }))
}

export type EndedSession = {
  node: Address
  stream: string
  /** Unix milliseconds. */
  endedAt: number
  /** Where the node stands from now on. */
  standing: NodeReasonCode
  /** Exactly why, for the history. */
  reason: NodeReasonCode
}

/** Takes nodes offline, unless another session took them over meanwhile: that one wrote the history then. */
export async function endNodeSessions(
  db: Db,
  gateway: string,
  sessions: readonly EndedSession[],
): Promise<void> {
  if (sessions.length === 0) return
  await db.query({
    name: 'end-node-sessions',
    text: `WITH gone AS (
        UPDATE node_session s SET offline_at = to_timestamp(u.ended_ms / 1000), offline_reason = u.standing,
          free_slots = 0
        FROM unnest($2::bytea[], $3::text[], $4::float8[], $5::text[], $6::text[])
          AS u(node, stream, ended_ms, standing, reason)
        WHERE s.node = u.node AND s.gateway = $1 AND s.stream = u.stream AND s.offline_reason IS NULL
        RETURNING s.node, s.offline_at, u.reason
      )
      INSERT INTO node_status_change (node, at, status, reason, gateway)
      SELECT node, offline_at, 'offline', reason, $1 FROM gone`,
    values: [
      gateway,
      sessions.map((session) => hexToDb(session.node)),
      sessions.map((session) => session.stream),
      sessions.map((session) => session.endedAt),
      sessions.map((session) => session.standing),
      sessions.map((session) => session.reason),
    ],
  })
}

/**
 * Takes offline what a gateway left online when it died. `gateway`: its own earlier sessions, when it starts anew;
 * otherwise those of any gateway that were not heard of since `seenBefore`, which a living one would have ended
 * itself. Gives how many.
 */
export async function sweepNodeSessions(
  db: Db,
  sweep: { at: Date } & ({ gateway: string } | { seenBefore: Date; except: string }),
): Promise<number> {
  const isOwn = 'gateway' in sweep
  const { rowCount } = await db.query(
    `WITH gone AS (
       UPDATE node_session SET offline_at = $1, offline_reason = 'NODE_OFFLINE_GATEWAY', free_slots = 0
       WHERE offline_reason IS NULL AND ${isOwn ? 'gateway = $2' : 'gateway <> $2 AND last_seen_at < $3'}
       RETURNING node, gateway
     )
     INSERT INTO node_status_change (node, at, status, reason, gateway)
     SELECT node, $1, 'offline', 'NODE_OFFLINE_GATEWAY', gateway FROM gone`,
    isOwn ? [sweep.at, sweep.gateway] : [sweep.at, sweep.except, sweep.seenBefore],
  )
  return rowCount ?? 0
}
