import { z } from 'zod'

/** Every list: keyset paging by an opaque cursor, so that rows arriving meanwhile neither repeat nor hide others. */
export const pageInput = z.object({
  limit: z.int().min(1).max(100).default(25),
  /** nextCursor of the page before; made for one list and one sort only. */
  cursor: z.string().min(1).max(512).optional(),
})

/** The answer of a list: nextCursor is null on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}
