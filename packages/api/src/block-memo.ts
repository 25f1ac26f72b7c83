import type { Hex } from '@network3/core/hex'

/** Keeps answers that cost a whole table for as long as the block they are of is the tip. */
export type BlockMemo = {
  /** The answer of `load` for this block, asked for once however many wait for it. */
  get: <T>(key: string, blockHash: Hex, load: () => Promise<T>) => Promise<T>
}

/** Keys are a handful of fixed names: one entry each, replaced when the block changes. */
export function createBlockMemo(): BlockMemo {
  const entries = new Map<string, { blockHash: Hex; answer: Promise<unknown> }>()
  return {
    get: <T>(key: string, blockHash: Hex, load: () => Promise<T>) => {
      const entry = entries.get(key)
      // The caller's key names one query, so what was stored under it has its type.
      if (entry?.blockHash === blockHash) return entry.answer as Promise<T>
      const answer = load()
      entries.set(key, { blockHash, answer })
      // A failure is not an answer: the next caller asks again.
      answer.catch(() => {
        if (entries.get(key)?.answer === answer) entries.delete(key)
      })
      return answer
    },
  }
}
