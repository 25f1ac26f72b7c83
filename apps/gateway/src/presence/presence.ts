import { setTimeout as delay } from 'node:timers/promises'
import type { NodeReasonCode } from '@network3/core/node-reasons'
import type { Pool } from '@network3/db/pool'
import { markNodeMinutes } from '@network3/db/write/node-days'
import { setNodeCapacities, touchNodeSessions } from '@network3/db/write/node-heartbeats'
import { type EndedSession, endNodeSessions, openNodeSessions } from '@network3/db/write/node-sessions'
import type { Logger } from '@network3/service/logger'
import { backOffMs } from '@network3/service/retry'
import type { GatewayMetrics } from '../gateway-metrics.ts'
import type { Link } from '../session/link.ts'
import { sessionEndOf } from '../session/session-ends.ts'
import { createMinuteMarks } from './minute-marks.ts'
import { openedOf, withoutRepeats } from './session-rows.ts'

/** Rows of one statement. */
const CHUNK = 1_000
const TICK_MS = 100
const GATHER_MS = 10
/** A heartbeat is written at the latest this much after it came; a full chunk goes at once. */
const BEAT_DELAY_MS = 1_000

/**
 * What Postgres knows of sessions, written in sets by one loop: in each round ends, joins, capacities, heartbeats,
 * minutes, in this order. What a failed write holds stays in line and is written in a later round; every statement
 * may be repeated.
 */
export type Presence = {
  /** Resolves when the node's row is this gateway's (or its link is over). */
  join(link: Link): Promise<void>
  leave(link: Link, reason: NodeReasonCode): void
  beat(link: Link): void
  /** The capacity or the pause of a joined link changed. */
  change(link: Link): void
  /** Joined links whose rows must be ours and may not be. */
  doubt(links: Iterable<Link>): void
  /** Runs after a round in which everything in line was written, between two writes; the round waits for it. */
  runSettled<T>(work: () => Promise<T>): Promise<T>
  /** What is in line to be written, by kind. */
  waiting(): Record<'end' | 'join' | 'change' | 'beat' | 'minute', number>
  /** Failed rounds since the last good one. */
  failures(): number
  /** Writes all there is, once, and ends the loop. Rejects when the database is gone. */
  close(): Promise<void>
}

export type PresenceOptions = {
  pool: Pool
  gatewayId: string
  metrics: GatewayMetrics
  logger: Logger
  now: () => number
  /** The nodes were taken from other gateways just now. */
  onTaken: (taken: { node: Link['node']; gateway: string }[]) => void
  /** After joins were written, before they resolve. */
  beforeJoined: (links: readonly Link[]) => Promise<void>
  /** Rows of these links are not theirs any more: find out whose. */
  settleDoubts: (links: readonly Link[]) => Promise<void>
}

export function createPresence(options: PresenceOptions): Presence {
  const { pool, gatewayId, metrics, logger, now } = options
  const joins = new Map<Link, PromiseWithResolvers<void>>()
  const changed = new Set<Link>()
  const doubtful = new Set<Link>()
  const settledWork: (() => Promise<void>)[] = []
  const minutes = createMinuteMarks()
  let ends: EndedSession[] = []
  let dirty: Link[] = []
  let dirtySince = 0
  let failures = 0
  let isClosing = false
  let isWoken = false
  let wakeUp = () => {}

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
  const writeJoins = async () => {
    while (joins.size > 0) {
      const chunk = [...joins.keys()].slice(0, CHUNK)
      const taken = await timed('join', chunk.length, () =>
        openNodeSessions(pool, gatewayId, chunk.map(openedOf)),
      )
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
      // Before the write: what changes during it is written in a later one.
      for (const link of chunk) changed.delete(link)
      const write = () => setNodeCapacities(pool, gatewayId, chunk.map(openedOf))
      await timed('change', chunk.length, write).catch((error: unknown) => {
        for (const link of chunk) changed.add(link)
        throw error
      })
    }
  }
  const writeBeats = async () => {
    while (
      dirty.length >= CHUNK ||
      (dirty.length > 0 && (isClosing || now() - dirtySince >= BEAT_DELAY_MS))
    ) {
      const taken = dirty.slice(0, CHUNK)
      dirty = dirty.slice(CHUNK)
      dirtySince = now()
      // Before the write: a heartbeat that comes during it is written in a later one.
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
  const writeMinutes = async () => {
    for (
      let marks = minutes.take(CHUNK, isClosing);
      marks.length > 0;
      marks = minutes.take(CHUNK, isClosing)
    ) {
      try {
        await timed('minute', marks.length, () => markNodeMinutes(pool, marks))
      } catch (error) {
        minutes.giveBack(marks)
        throw error
      }
    }
  }
  const writeAll = async () => {
    await writeEnds()
    await writeJoins()
    await writeChanges()
    await writeBeats()
    await writeMinutes()
    if (doubtful.size > 0) {
      const links = [...doubtful].filter((link) => link.status === 'joined')
      doubtful.clear()
      await options.settleDoubts(links).catch((error: unknown) => {
        for (const link of links) doubtful.add(link)
        throw error
      })
    }
    for (const work of settledWork.splice(0)) await work()
  }

  const rest = async () => {
    // What comes together goes into the same statement.
    await delay(GATHER_MS)
    if (isWoken || isClosing) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, TICK_MS - GATHER_MS)
      wakeUp = () => {
        clearTimeout(timer)
        setTimeout(resolve, GATHER_MS)
      }
    })
  }
  const wake = () => {
    isWoken = true
    wakeUp()
  }

  const run = async () => {
    while (!isClosing) {
      isWoken = false
      try {
        await writeAll()
        failures = 0
        metrics.settle()
        await rest()
      } catch (err) {
        failures += 1
        metrics.flushFailures.inc()
        logger.warn({ err, failures }, 'presence was not written')
        await delay(backOffMs(failures, { baseMs: 100, maxMs: 5_000 }))
      }
    }
  }
  const running = run()

  return {
    join(link) {
      const promise = joins.get(link) ?? Promise.withResolvers<void>()
      joins.set(link, promise)
      wake()
      return promise.promise
    },
    leave(link, reason) {
      const waiting = joins.get(link)
      waiting?.resolve()
      joins.delete(link)
      changed.delete(link)
      doubtful.delete(link)
      const { standing } = sessionEndOf(reason)
      ends.push({ node: link.node, stream: link.streamId, endedAt: now(), standing, reason })
      wake()
    },
    beat(link) {
      minutes.mark(link, link.seenAt)
      addDirty(link)
    },
    change(link) {
      changed.add(link)
      wake()
    },
    doubt(links) {
      for (const link of links) doubtful.add(link)
      wake()
    },
    runSettled: (work) =>
      new Promise((resolve, reject) => {
        settledWork.push(() => work().then(resolve, reject))
        wake()
      }),
    waiting: () => ({
      ...{ end: ends.length, join: joins.size, change: changed.size },
      ...{ beat: dirty.length, minute: minutes.size() },
    }),
    failures: () => failures,
    async close() {
      isClosing = true
      wake()
      await running
      await writeAll()
      metrics.settle()
    },
  }
}
