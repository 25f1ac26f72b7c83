import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '@network3/core/app-error'
import { isProcessAlive, type ProcessIdentity } from './process-identity.ts'

export type EndStep = { signal: NodeJS.Signals; waitMs: number }

/** Ask, then insist: the usual way to end a process that cleans up after itself on SIGTERM. */
export const politeEnd: readonly EndStep[] = [
  { signal: 'SIGTERM', waitMs: 15_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
]

/**
 * Ends a process, step by step, and answers with the last signal that was needed, or undefined when it was
 * gone before the first. A process whose pid has been reused by a stranger is never signalled.
 *
 * @param target `group` signals the process group it leads (its children too); the leader decides when it is over.
 * @throws AppError PROCESS_FAILED when it outlives the last step.
 */
export async function endProcess(
  identity: ProcessIdentity,
  steps: readonly EndStep[] = politeEnd,
  target: 'process' | 'group' = 'process',
): Promise<NodeJS.Signals | undefined> {
  let used: NodeJS.Signals | undefined
  for (const step of steps) {
    if (!isProcessAlive(identity)) return used
    used = step.signal
    signal(target === 'group' ? -identity.pid : identity.pid, step.signal)
    if (!(await waitUntilGone(identity, step.waitMs))) continue
    // Members that outlived their leader keep its group's number from being given to anyone else.
    if (target === 'group') signal(-identity.pid, 'SIGKILL')
    return used
  }
  throw new AppError('PROCESS_FAILED', `Process ${identity.pid} could not be ended.`)
}

/** Resolves true once the process is gone, or false after `timeoutMs`. */
export async function waitUntilGone(identity: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs
  while (isProcessAlive(identity)) {
    if (Date.now() >= deadline) return false
    await delay(25)
  }
  return true
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    // Gone between the check and the signal: what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
