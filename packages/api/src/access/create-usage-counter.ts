import type { Pool } from '@network3/db/pool'
import { addApiCalls, type CountedCalls } from '@network3/db/write/api-usage'
import type { Clock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'

/** Counts calls of API keys in memory and writes them together: no call waits for it, and a crash loses some seconds. */
export type UsageCounter = {
  count: (keyId: string, calls: number) => void
  /** Writes what was counted; what could not be written is kept for the next time. */
  flush: () => Promise<void>
  close: () => Promise<void>
}

const FLUSH_MS = 5_000

export function createUsageCounter(deps: { pool: Pool; clock: Clock; logger: Logger }): UsageCounter {
  const { pool, clock, logger } = deps
  let counted = new Map<string, CountedCalls>()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  const add = ({ keyId, day, calls, lastUsedAt }: CountedCalls) => {
    const known = counted.get(`${keyId} ${day}`)
    counted.set(`${keyId} ${day}`, { keyId, day, calls: calls + (known?.calls ?? 0), lastUsedAt })
  }
  const write = async () => {
    clearTimeout(timer)
    timer = undefined
    if (counted.size === 0) return
    const batch = [...counted.values()]
    counted = new Map()
    try {
      await addApiCalls(pool, batch)
    } catch (error) {
      logger.warn({ err: error, keys: batch.length }, 'usage of keys was not written, and is kept')
      batch.forEach(add)
    }
  }
  const flush = () => {
    writing = writing.then(write)
    return writing
  }

  return {
    count: (keyId, calls) => {
      const lastUsedAt = new Date(clock.now())
      add({ keyId, day: lastUsedAt.toISOString().slice(0, 10), calls, lastUsedAt })
      timer ??= setTimeout(() => void flush(), FLUSH_MS).unref()
    },
    flush,
    close: flush,
  }
}
