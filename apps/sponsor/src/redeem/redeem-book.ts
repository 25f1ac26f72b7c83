import { z } from 'zod'
import { openDayBook } from '../day-book.ts'

const entrySchema = z.strictObject({ at: z.int().nonnegative(), vouchers: z.int().positive() })

/** How many vouchers were redeemed in the last 24 hours; it outlives a kill. */
export function openRedeemBook(path: string, now: () => number) {
  const book = openDayBook(path, entrySchema, now)
  return {
    redeemed: () => book.entries().reduce((sum, { vouchers }) => sum + vouchers, 0),
    note: (vouchers: number) => book.append({ at: now(), vouchers }),
    close: book.close,
  }
}
