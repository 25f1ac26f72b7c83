import type { RuntimeReasonCode } from '@network3/core/runtime-reasons'

/** Thrown through the program by a host function, to end it: proc_exit, or a limit that host functions watch. */
export class RunStop extends Error {
  override readonly name = 'RunStop'
  readonly exitCode: number | undefined
  readonly reason: RuntimeReasonCode | undefined

  constructor(end: { exitCode: number } | { reason: RuntimeReasonCode }) {
    super('the run is over')
    this.exitCode = 'exitCode' in end ? end.exitCode : undefined
    this.reason = 'reason' in end ? end.reason : undefined
  }
}
