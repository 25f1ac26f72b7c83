import { setTimeout as delay } from 'node:timers/promises'
import type { NodeReasonCode } from '@network3/core/node-reasons'
import type { Logger } from '@network3/service/logger'
import { backOffMs } from '@network3/service/retry'
import type { Link } from '../session/link.ts'
import { sessionEndOf } from '../session/session-ends.ts'
import { createPresenceQueues, type QueueOptions } from './presence-queues.ts'

const ROUND_MS = 100
/** What comes together goes into the same statement. */
const GATHER_MS = 10

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

export function createPresence(options: QueueOptions & { logger: Logger }): Presence {
  const { metrics, logger } = options
  const queues = createPresenceQueues(options)
  const settledWork: (() => Promise<void>)[] = []
  let failures = 0
  let isClosing = false
  let isWoken = false
  let wakeUp = () => {}

  const rest = async () => {
    await delay(GATHER_MS)
    if (isWoken || isClosing) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ROUND_MS - GATHER_MS)
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
        await queues.write(false)
        for (const work of settledWork.splice(0)) await work()
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
      const joined = queues.join(link)
      wake()
      return joined
    },
    leave(link, reason) {
      queues.leave(link, { standing: sessionEndOf(reason).standing, reason })
      wake()
    },
    beat: queues.beat,
    change(link) {
      queues.change(link)
      wake()
    },
    doubt(links) {
      queues.doubt(links)
      wake()
    },
    runSettled: (work) =>
      new Promise((resolve, reject) => {
        settledWork.push(() => work().then(resolve, reject))
        wake()
      }),
    waiting: queues.waiting,
    failures: () => failures,
    async close() {
      isClosing = true
      wake()
      await running
      await queues.write(true)
      metrics.settle()
    },
  }
}
