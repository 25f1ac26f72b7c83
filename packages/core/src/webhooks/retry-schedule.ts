const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Waits after the first, second, … failed attempt, milliseconds: ten attempts over a little more than three days. */
const waitsMs = [
  ...[5 * SECOND, 5 * MINUTE, 30 * MINUTE],
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR),
] as const

export const MAXIMUM_ATTEMPTS = waitsMs.length + 1

/**
 * Milliseconds until the next attempt after `attempts` have failed, a tenth more or less by chance; undefined once all
 * were made.
 */
export function retryWaitMs(attempts: number, random: () => number = Math.random): number | undefined {
  const waitMs = waitsMs[attempts - 1]
  return waitMs === undefined ? undefined : Math.round(waitMs * (0.9 + random() / 5))
}
