/** Hands things to a handler one after the other, in order. What it throws is told, and ends nothing. */
export function createInbox<T>(handle: (item: T) => Promise<void>, onError: (error: unknown) => void) {
  let waiting: T[] = []
  let isRunning = false
  const run = async () => {
    isRunning = true
    try {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift())
        await handle(item).catch(onError)
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
