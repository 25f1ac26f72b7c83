/** A bounded queue between one sender and one reader. */
export type Channel<T> = {
  /** False, and nothing is kept, once `capacity` items wait: the reader has fallen behind. */
  send: (item: T) => boolean
  /** The next item; undefined once it was closed or fell behind, and everything sent before has been read. */
  next: () => Promise<T | undefined>
  close: () => void
  hasOverflowed: () => boolean
}

export function createChannel<T>(capacity: number): Channel<T> {
  const items: T[] = []
  let isClosed = false
  let overflowed = false
  let wake: (() => void) | undefined
  const notify = () => {
    wake?.()
    wake = undefined
  }
  return {
    send: (item) => {
      if (isClosed || overflowed) return false
      if (items.length >= capacity) {
        overflowed = true
        notify()
        return false
      }
      items.push(item)
      notify()
      return true
    },
    next: async () => {
      while (items.length === 0 && !isClosed && !overflowed) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return items.shift()
    },
    close: () => {
      isClosed = true
      notify()
    },
    hasOverflowed: () => overflowed,
  }
}
