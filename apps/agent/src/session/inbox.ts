/** Hands things to a handler one after the other, in order. What the handler throws ends nothing. */
export function createInbox<T>(handle: (item: T) => Promise<void>) {
  let waiting: T[] = []
  let isRunning = false
  const run = async () => {
    isRunning = true
    try {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await handle(item)
    } finally {
      isRunning = false
    }
  }
  return {
    push: (item: T) => {
      waiting.push(item)
      if (!isRunning) void run()
    },
    /** Drops what waits: it belongs to a past that is settled otherwise. */
    clear: () => {
      waiting = []
    },
  }
}
