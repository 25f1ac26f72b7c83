import { isAppError } from '@network3/core/app-error'
import type { AgentStatus } from './status/agent-status.ts'

/** What a script can tell from how n3-agent ended. `status` and `why` use those from 3 on. */
export const exitCode = {
  /** Done; of `status` and `why`: it earns. */
  done: 0,
  /** Anything not listed below. */
  failed: 1,
  usage: 2,
  notRunning: 3,
  notRegistered: 4,
  offline: 5,
  paused: 6,
  notVerified: 7,
} as const

export function exitCodeOf({ earning, registered, online, paused }: AgentStatus): number {
  if (earning.isEarning) return exitCode.done
  if (registered.operator === null) return exitCode.notRegistered
  if (!online.isOnline) return exitCode.offline
  return paused === null || paused.code === 'PAUSED_NO_KEY' ? exitCode.notVerified : exitCode.paused
}

/** The sentence, reason and exit code of anything that went wrong. */
export function describeFailure(error: unknown): { reason: string; message: string; code: number } {
  const message = error instanceof Error ? error.message : String(error)
  if (isAppError(error, 'INPUT_INVALID', 'ENV_INVALID', 'ADDRESS_INVALID'))
    return { reason: error.code, message, code: exitCode.usage }
  if (isAppError(error)) return { reason: error.code, message, code: exitCode.failed }
  return { reason: (error as NodeJS.ErrnoException).code ?? 'INTERNAL', message, code: exitCode.failed }
}
