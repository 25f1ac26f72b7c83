/**
 * Who is asked when within a slot. Each node once, at a moment nobody but this gateway knows; in buckets, so that one
 * timer serves any number of nodes. Milliseconds.
 */
export type SlotPlan<T> = {
  /** Asks for `item` at a random moment from `now` on, before the slot ends. */
  add(item: T, now: number): void
  /** Everything whose moment has come. */
  takeDue(now: number): T[]
}

const BUCKET_MS = 100

export function createSlotPlan<T>(
  span: { startsAt: number; endsAt: number },
  randomInt: (below: number) => number,
): SlotPlan<T> {
  const buckets = new Map<number, T[]>()
  let next = 0
  return {
    add: (item, now) => {
      const from = Math.max(now, span.startsAt)
      const at = from + randomInt(Math.max(1, Math.floor(span.endsAt - from)))
      const bucket = Math.max(next, Math.floor((at - span.startsAt) / BUCKET_MS))
      const items = buckets.get(bucket)
      if (items === undefined) buckets.set(bucket, [item])
      else items.push(item)
    },
    takeDue: (now) => {
      const due: T[] = []
      const until = Math.floor((Math.min(now, span.endsAt) - span.startsAt) / BUCKET_MS)
      for (; next <= until; next++) {
        due.push(...(buckets.get(next) ?? []))
        buckets.delete(next)
      }
      return due
    },
  }
}
