import type { Hex } from '@network3/core/hex'
import type { Clock } from '@network3/service/clock'

/** Keeps answers that cost a whole table for as long as the block they are of is the tip. */
export type BlockMemo = {
  /** The answer of `load` for this block, asked for once however many wait for it. */
  get: <T>(key: string, blockHash: Hex, load: () => Promise<T>) => Promise<T>
}

/** What takes longer than this to load is answered from the block before while it loads. */
const SLOW_MS = 100
/** But never with an answer older than this. */
const MAXIMUM_AGE_MS = 10_000

type Entry = { blockHash: Hex; answer: Promise<unknown>; askedAt: number; tookMs: number | undefined }

/**
 * Keys are a handful of fixed names: one entry each, replaced when the block changes. On a small network every answer
 * is of the last block; on a large one a reader gets the one before rather than waiting, and answers say which block
 * they are of.
 */
export function createBlockMemo(clock: Clock): BlockMemo {
  const entries = new Map<string, Entry>()
  const loading = new Set<string>()

  const start = (key: string, blockHash: Hex, load: () => Promise<unknown>): Entry => {
    const entry: Entry = { blockHash, answer: load(), askedAt: clock.now(), tookMs: undefined }
    loading.add(key)
    entry.answer.then(
      () => {
        entry.tookMs = clock.now() - entry.askedAt
        loading.delete(key)
      },
      // A failure is not an answer: the next caller asks again.
      () => {
        loading.delete(key)
        if (entries.get(key) === entry) entries.delete(key)
      },
    )
    return entry
  }

  return {
    get: <T>(key: string, blockHash: Hex, load: () => Promise<T>) => {
      const known = entries.get(key)
      // The caller's key names one query, so what was stored under it has its type.
      const answerOf = (entry: Entry) => entry.answer as Promise<T>
      if (known?.blockHash === blockHash) return answerOf(known)
      const isFresh = known !== undefined && clock.now() - known.askedAt <= MAXIMUM_AGE_MS
      if (isFresh && known.tookMs !== undefined && known.tookMs > SLOW_MS) {
        if (!loading.has(key)) {
          const next = start(key, blockHash, load)
          next.answer.then(() => entries.set(key, next)).catch(() => undefined)
        }
        return answerOf(known)
      }
      const entry = start(key, blockHash, load)
      entries.set(key, entry)
      return answerOf(entry)
    },
  }
}
