import { z } from 'zod'
import { openDayBook } from '../day-book.ts'
import { settleActs } from './read-dues.ts'

const entrySchema = z.strictObject({
  at: z.int().nonnegative(),
  leaseId: z.string().regex(/^\d+$/),
  act: z.enum(settleActs),
  isForSlots: z.boolean(),
})

export type Settlement = Omit<z.infer<typeof entrySchema>, 'at'>

/** What was settled in the last 24 hours, noted before it is sent: it outlives a kill. */
export function openSettleBook(path: string, now: () => number) {
  const book = openDayBook(path, entrySchema, now)
  return {
    counts: () => {
      const entries = book.entries()
      return { all: entries.length, forSlots: entries.filter(({ isForSlots }) => isForSlots).length }
    },
    /** Noted after this moment, as keyOfSettlement. */
    since: (at: number) =>
      new Set(book.entries().flatMap((entry) => (entry.at > at ? [keyOfSettlement(entry)] : []))),
    note: (settlement: Settlement) => book.append({ at: now(), ...settlement }),
    close: book.close,
  }
}

export function keyOfSettlement({ act, leaseId }: { act: string; leaseId: string | bigint }): string {
  return `${act}/${leaseId}`
}
