import { toAppError } from '@network3/core/app-error'
import type { Progress } from './progress.ts'

/** Something that was started and must be ended. `force` is for a person who will not wait. */
export type Started = { name: string; stop(): Promise<void>; force(): void }

/** What is up, in the order it came up. */
export type Stack = {
  /** Aborted when stopping begins; the reason is what ended it. */
  signal: AbortSignal
  /** @throws the reason of the end, after stopping `started`, when it came up too late. */
  add(started: Started): Promise<void>
  /** Something without which the rest is worth nothing has died: rejects `broken`. */
  fail(error: unknown): void
  /** Rejects at the first `fail`; never resolves. */
  broken: Promise<never>
  /** Ends everything, the last started first. One that cannot be ended does not keep the rest up. */
  stop(reason: Error, progress: Progress): Promise<void>
  force(): void
}

export function createStack(): Stack {
  const controller = new AbortController()
  const started: Started[] = []
  let reject: (error: unknown) => void = () => {}
  const broken = new Promise<never>((_, refuse) => {
    reject = refuse
  })
  broken.catch(() => {})
  return {
    signal: controller.signal,
    broken,
    add: async (one) => {
      if (!controller.signal.aborted) {
        started.push(one)
        return
      }
      await one.stop()
      throw controller.signal.reason
    },
    fail: (error) => {
      if (!controller.signal.aborted) reject(error)
    },
    stop: async (reason, progress) => {
      controller.abort(reason)
      for (let one = started.pop(); one !== undefined; one = started.pop()) {
        try {
          await one.stop()
          progress.tell(`${one.name} stopped`)
        } catch (error) {
          progress.warn(`${one.name} could not be stopped: ${toAppError(error).message}`)
        }
      }
    },
    force: () => {
      controller.abort(new Error('forced'))
      for (const one of started.splice(0).reverse()) one.force()
    },
  }
}
