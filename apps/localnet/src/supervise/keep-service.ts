import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '@network3/core/app-error'
import { endProcess, politeEnd } from '@network3/local-servers/end-process'
import type { ProcessIdentity } from '@network3/local-servers/process-identity'
import type { ChildRegistry } from '../data/child-registry.ts'
import { type Child, launchChild, type Program, readLastLines, turnLogOver } from './launch-child.ts'
import type { Progress } from './progress.ts'
import type { Stack } from './stack.ts'

export type ServiceSpec = {
  /** Also the name of its log. */
  name: string
  program: Program
  /** Answers 2xx when the service does its work; without one it is ready when it runs. */
  readyUrl?: string
  /** How long it may take to get ready, crashes included. */
  readyWithinMs: number
}

export type ServiceDeps = {
  stack: Stack
  registry: ChildRegistry
  progress: Progress
  logFile: string
  /** Milliseconds to wait before the nth start in a row, n from 1. */
  backOffMs?: (failures: number) => number
}

/** A service that ran this long was well: its next crash counts as the first. */
const wellAfterMs = 60_000
/** Crashes in a row, before it was ever ready, after which the start is given up. */
const crashLimit = 3

/**
 * Keeps a service running until the stack stops: started again with growing pauses whenever it ends, each end
 * reported with the last lines of its log. Resolves when it is ready for the first time.
 *
 * @throws AppError PROCESS_FAILED or START_TIMEOUT when it does not get ready.
 */
export async function keepService(spec: ServiceSpec, deps: ServiceDeps): Promise<void> {
  const { stack, logFile } = deps
  stack.signal.throwIfAborted()
  turnLogOver(logFile)
  const keeper = createKeeper(spec, deps)
  await stack.add(keeper)
  const deadline = Date.now() + spec.readyWithinMs
  while (!(await isReady(spec, keeper.isUp()))) {
    stack.signal.throwIfAborted()
    if (keeper.countFailures() >= crashLimit) {
      throw new AppError(
        'PROCESS_FAILED',
        `${spec.name} does not stay up. The end of ${logFile}:\n${readLastLines(logFile, 15)}`,
      )
    }
    if (Date.now() > deadline) {
      const seconds = Math.round(spec.readyWithinMs / 1000)
      throw new AppError('START_TIMEOUT', `${spec.name} was not ready after ${seconds} s: see ${logFile}.`)
    }
    await delay(100)
  }
}

function createKeeper(spec: ServiceSpec, deps: ServiceDeps) {
  const { stack, registry, progress, logFile } = deps
  const backOffMs = deps.backOffMs ?? ((failures) => Math.min(30_000, 500 * 2 ** failures))
  const wake = new AbortController()
  let current: ProcessIdentity | undefined
  let failures = 0

  const runOnce = async (): Promise<Awaited<Child['exited']>> => {
    const child = launchChild(spec.program, logFile)
    current = child.identity
    if (child.identity !== undefined) registry.add(spec.name, child.identity)
    const ended = await child.exited
    current = undefined
    if (child.identity !== undefined) registry.remove(child.identity)
    return ended
  }
  const run = async (): Promise<void> => {
    while (!wake.signal.aborted) {
      const startedAt = Date.now()
      const ended = await runOnce()
      if (wake.signal.aborted) return
      failures = Date.now() - startedAt > wellAfterMs ? 1 : failures + 1
      const waitMs = backOffMs(failures)
      progress.warn(
        `${spec.name} ended by itself (${ended.how}); started again in ${waitMs / 1000} s. Its last words:\n${readLastLines(logFile, 5)}`,
      )
      await delay(waitMs, undefined, { signal: wake.signal }).catch(() => {})
    }
  }
  const running = run().catch((error: unknown) => stack.fail(error))

  return {
    name: spec.name,
    isUp: () => current !== undefined,
    countFailures: () => failures,
    stop: async () => {
      wake.abort()
      if (current !== undefined) await endProcess(current, politeEnd, 'group')
      await running
    },
    force: () => {
      wake.abort()
      if (current !== undefined) process.kill(-current.pid, 'SIGKILL')
    },
  }
}

async function isReady(spec: ServiceSpec, isUp: boolean): Promise<boolean> {
  if (!isUp || spec.readyUrl === undefined) return isUp
  try {
    const response = await fetch(spec.readyUrl, { signal: AbortSignal.timeout(10_000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
