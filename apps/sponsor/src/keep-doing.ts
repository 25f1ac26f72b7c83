import { isAppError } from '@network3/core/app-error'
import { systemClock } from '@network3/service/clock'

/** Does something every so often until stopped, which waits for the round under way. A round that fails is told. */
export function keepDoing(
  round: () => Promise<void>,
  options: { everyMs: number; onFault: (reason: string, error: unknown) => void },
): { stop: () => Promise<void> } {
  const { everyMs, onFault } = options
  const ending = new AbortController()
  const run = async () => {
    while (!ending.signal.aborted) {
      try {
        await round()
      } catch (error) {
        onFault(isAppError(error) ? error.code : 'INTERNAL', error)
      }
      await systemClock.sleep(everyMs, ending.signal)
    }
  }
  const running = run()
  return {
    stop: async () => {
      ending.abort()
      await running
    },
  }
}
