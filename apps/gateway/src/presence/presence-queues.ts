import type { Pool } from '@network3/db/pool'
import { markNodeMinutes } from '@network3/db/write/node-days'
import { setNodeCapacities, touchNodeSessions } from '@network3/db/write/node-heartbeats'
import { type EndedSession, endNodeSessions, openNodeSessions } from '@network3/db/write/node-sessions'
import type { GatewayMetrics } from '../gateway-metrics.ts'
import type { Link } from '../session/link.ts'
import { createMinuteMarks } from './minute-marks.ts'
import { openedOf, withoutRepeats } from './session-rows.ts'

/** Rows of one statement. */
const CHUNK = 1_000
/**
 * Heartbeats of one statement: a quarter, so that no other write waits long behind it; below this the round trips cost
 * more than they shorten.
 */
const BEATS = 250
/** A heartbeat is written at the latest this much after it came; a full chunk goes at once. */
const BEAT_DELAY_MS = 1_000

export type QueueOptions = {
  pool: Pool
  gatewayId: string
  metrics: GatewayMetrics
  now: () => number
  /** The nodes were taken from other gateways just now. */
  onTaken: (taken: { node: Link['node']; gateway: string }[]) => void
  /** After joins were written, before they resolve. */
  beforeJoined: (links: readonly Link[]) => Promise<void>
  /** Rows of these links may not be theirs any more: find out whose. */
  settleDoubts: (links: readonly Link[]) => Promise<void>
}

/**
 * What is in line to be written, and the statements that write it. Invariants: a link is taken out of a queue before
 * its statement is sent, so that what changes during it stands in line again; a failed statement puts it back; no node
 * is twice in one statement.
 */
export function createPresenceQueues(options: QueueOptions) {
  const { pool, gatewayId, metrics, now } = options
  const joins = new Map<Link, PromiseWithResolvers<void>>()
  const changed = new Set<Link>()
  const doubtful = new Set<Link>()
  const minutes = createMinuteMarks()
  let ends: EndedSession[] = []
  let dirty: Link[] = []
  let dirtySince = 0

  const timed = async <T>(of: string, rows: number, write: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now()
    const result = await write()
    metrics.flushSeconds.observe({ of }, (performance.now() - startedAt) / 1_000)
    metrics.written.inc({ of }, rows)
    return result
  }
  const addDirty = (link: Link) => {
    if (link.isDirty) return
    link.isDirty = true
    if (dirty.length === 0) dirtySince = now()
    dirty.push(link)
  }

  const writeEnds = async () => {
    while (ends.length > 0) {
      const chunk = withoutRepeats(ends.slice(0, CHUNK))
      await timed('end', chunk.length, () => endNodeSessions(pool, gatewayId, chunk))
      ends = ends.slice(chunk.length)
    }
  }
  /** A link that ends meanwhile is taken out by `leave`, and its end is written after this. */
  const writeJoins = async () => {
    while (joins.size > 0) {
      const chunk = [...joins.keys()].slice(0, CHUNK)
      const open = () => openNodeSessions(pool, gatewayId, chunk.map(openedOf))
      const taken = await timed('join', chunk.length, open)
      if (taken.length > 0) options.onTaken(taken)
      await options.beforeJoined(chunk)
      for (const link of chunk) {
        minutes.mark(link, now())
        joins.get(link)?.resolve()
        joins.delete(link)
      }
    }
  }
  const writeChanges = async () => {
    while (changed.size > 0) {
      const chunk = [...changed].slice(0, CHUNK)
      for (const link of chunk) changed.delete(link)
      const write = () => setNodeCapacities(pool, gatewayId, chunk.map(openedOf))
      await timed('change', chunk.length, write).catch((error: unknown) => {
        for (const link of chunk) changed.add(link)
        throw error
      })
    }
  }
  const writeBeats = async (all: boolean) => {
    // Those that are here now: with a slow database new ones come all the time, and ends and joins wait.
    let left = dirty.length
    while (left >= BEATS || (left > 0 && (all || now() - dirtySince >= BEAT_DELAY_MS))) {
      const taken = dirty.slice(0, BEATS)
      dirty = dirty.slice(BEATS)
      left -= taken.length
      dirtySince = now()
      for (const link of taken) link.isDirty = false
      const chunk = taken.filter((link) => link.status === 'joined')
      const beats = chunk.map((link) => ({
        ...{ node: link.node, stream: link.streamId, seenAt: link.seenAt },
        ...{ freeSlots: link.freeSlots, load: link.load },
      }))
      const write = () => touchNodeSessions(pool, gatewayId, beats)
      const found = await timed('beat', beats.length, write).catch((error: unknown) => {
        for (const link of chunk) addDirty(link)
        throw error
      })
      if (found < beats.length) for (const link of chunk) doubtful.add(link)
    }
  }
  const writeMinutes = async (all: boolean) => {
    for (let marks = minutes.take(CHUNK, all); marks.length > 0; marks = minutes.take(CHUNK, all)) {
      try {
        await timed('minute', marks.length, () => markNodeMinutes(pool, marks))
      } catch (error) {
        minutes.giveBack(marks)
        throw error
      }
    }
  }
  const settle = async () => {
    if (doubtful.size === 0) return
    const links = [...doubtful].filter((link) => link.status === 'joined')
    doubtful.clear()
    await options.settleDoubts(links).catch((error: unknown) => {
      for (const link of links) doubtful.add(link)
      throw error
    })
  }

  return {
    join(link: Link): Promise<void> {
      const promise = joins.get(link) ?? Promise.withResolvers<void>()
      joins.set(link, promise)
      return promise.promise
    },
    leave(link: Link, end: Pick<EndedSession, 'standing' | 'reason'>): void {
      joins.get(link)?.resolve()
      joins.delete(link)
      changed.delete(link)
      doubtful.delete(link)
      ends.push({ node: link.node, stream: link.streamId, endedAt: now(), ...end })
    },
    beat(link: Link): void {
      minutes.mark(link, link.seenAt)
      addDirty(link)
    },
    change: (link: Link) => void changed.add(link),
    doubt(links: Iterable<Link>): void {
      for (const link of links) doubtful.add(link)
    },
    waiting: () => ({
      ...{ end: ends.length, join: joins.size, change: changed.size },
      ...{ beat: dirty.length, minute: minutes.size() },
    }),
    /** `all`: also what could wait for more. Ends before joins: a node that left and came back is online. */
    async write(all: boolean): Promise<void> {
      await writeEnds()
      await writeJoins()
      await writeChanges()
      await writeBeats(all)
      await writeMinutes(all)
      await settle()
    },
  }
}
