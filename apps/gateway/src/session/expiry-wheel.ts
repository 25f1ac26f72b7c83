/**
 * Finds what has expired among very many without a timer each: everything sits in a bucket of the second in which it
 * is looked at next. Whatever lives moves its own deadline for free, by `deadlineOf`; it is found alive in its bucket
 * then, and put into a later one.
 */
export type ExpiryWheel<T> = {
  /** Looked at when its deadline of now has passed; adding it again, or after it was over, does no harm. */
  add(item: T): void
  /** Calls `onExpire` for all whose deadline is at or before `now`, once each. */
  turn(now: number): void
}

export function createExpiryWheel<T>(options: {
  bucketMs: number
  /** Unix milliseconds; undefined when it is over and may be forgotten. */
  deadlineOf: (item: T) => number | undefined
  onExpire: (item: T) => void
}): ExpiryWheel<T> {
  const { bucketMs, deadlineOf, onExpire } = options
  const buckets = new Map<number, Set<T>>()
  let turned = Number.NEGATIVE_INFINITY

  const add = (item: T) => {
    const deadline = deadlineOf(item)
    if (deadline === undefined) return
    // Never into a bucket that has been turned already: it would stay there.
    const bucket = Math.max(Math.ceil(deadline / bucketMs), turned + 1)
    const items = buckets.get(bucket)
    if (items === undefined) buckets.set(bucket, new Set([item]))
    else items.add(item)
  }
  return {
    add,
    turn(now) {
      const until = Math.floor(now / bucketMs)
      const due = [...buckets.keys()].filter((bucket) => bucket <= until).sort((a, b) => a - b)
      turned = Math.max(turned, until)
      for (const bucket of due) {
        const items = buckets.get(bucket) ?? []
        buckets.delete(bucket)
        for (const item of items) {
          const deadline = deadlineOf(item)
          if (deadline === undefined) continue
          if (deadline <= now) onExpire(item)
          else add(item)
        }
      }
    },
  }
}
