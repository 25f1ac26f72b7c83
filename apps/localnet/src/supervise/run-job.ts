import { AppError } from '@network3/core/app-error'
import { endProcess } from '@network3/local-servers/end-process'
import type { ChildRegistry } from '../data/child-registry.ts'
import { launchChild, type Program, readLastLines, turnLogOver } from './launch-child.ts'

/**
 * Runs a program to its end.
 *
 * @param signal ends it early.
 * @throws AppError PROCESS_FAILED with the end of its log.
 */
export async function runJob(
  title: string,
  program: Program,
  { logFile, registry, signal }: { logFile: string; registry: ChildRegistry; signal: AbortSignal },
): Promise<void> {
  signal.throwIfAborted()
  turnLogOver(logFile)
  const child = launchChild(program, logFile)
  const { identity } = child
  if (identity === undefined) {
    const ended = await child.exited
    throw new AppError('PROCESS_FAILED', `${title} could not be started: ${ended.how}.`)
  }
  registry.add(title, identity)
  const cut = (): void => {
    // The outcome is awaited below; a child that cannot be ended is told by the registry at the next start.
    endProcess(
      identity,
      [
        { signal: 'SIGTERM', waitMs: 3_000 },
        { signal: 'SIGKILL', waitMs: 5_000 },
      ],
      'group',
    ).catch(() => {})
  }
  signal.addEventListener('abort', cut, { once: true })
  const ended = await child.exited
  signal.removeEventListener('abort', cut)
  registry.remove(identity)
  signal.throwIfAborted()
  if (!ended.ok) {
    throw new AppError(
      'PROCESS_FAILED',
      `${title} failed (${ended.how}). The end of ${logFile}:\n${readLastLines(logFile, 15)}`,
    )
  }
}
