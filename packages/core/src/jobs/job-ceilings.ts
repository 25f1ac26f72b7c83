/** The most a job may ask for: what the runtime grants anywhere (packages/runtime/src/limits.ts). */
export const jobCeilings = {
  memoryBytes: 256 * 2 ** 20,
  gas: 10n ** 12n,
  wallMs: 60_000,
  outputBytes: 8 * 2 ** 20,
  /** How far ahead a deadline may lie, milliseconds. */
  deadlineMs: 7 * 86_400_000,
} as const
