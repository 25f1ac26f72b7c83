/** Timers by name: setting one again replaces it. */
export function createNamedTimers() {
  const timers = new Map<string, NodeJS.Timeout>()
  return {
    later: (name: string, ms: number, task: () => void) => {
      clearTimeout(timers.get(name))
      timers.set(
        name,
        setTimeout(() => {
          timers.delete(name)
          task()
        }, ms),
      )
    },
    has: (name: string) => timers.has(name),
    stop: (...names: string[]) => {
      for (const name of names) {
        clearTimeout(timers.get(name))
        timers.delete(name)
      }
    },
    stopAll: () => {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
