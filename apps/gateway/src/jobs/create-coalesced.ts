/** Runs a task one at a time; calls while it runs make it run once more. Errors go to `onError` and end nothing. */
export function createCoalesced(
  task: () => Promise<unknown>,
  onError: (error: unknown) => void,
): { run(): void; close(): Promise<void> } {
  let running: Promise<void> | undefined
  let again = false
  let isClosed = false
  const loop = async () => {
    do {
      again = false
      await task().catch(onError)
    } while (again && !isClosed)
    running = undefined
  }
  return {
    run: () => {
      if (isClosed) return
      if (running === undefined) running = loop()
      else again = true
    },
    close: async () => {
      isClosed = true
      await running
    },
  }
}
