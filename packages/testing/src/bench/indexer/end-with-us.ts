import type { ChildProcess } from 'node:child_process'
import { constants } from 'node:os'

/** A child that must not outlive this process, however that ends. */
export function endWithUs(child: ChildProcess): ChildProcess {
  const end = () => void child.kill('SIGKILL')
  process.once('exit', end)
  child.once('exit', () => process.removeListener('exit', end))
  return child
}

/** Interrupted, a bench tidies up, once, and ends with the signal's code. */
export function tidyWhenInterrupted(tidy: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void tidy().finally(() => process.exit(128 + constants.signals[signal]))
    })
  }
}
