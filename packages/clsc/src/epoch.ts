/** One day: keys live for it, and are accepted through the next. */
export const EPOCH_MS = 86_400_000

/** floor(unix ms / one day). */
export function epochAt(timeMs: number): number {
  return Math.floor(timeMs / EPOCH_MS)
}

/** A key counts in its own epoch and in the one after; never before. */
export function isEpochAccepted(epoch: number, atMs: number): boolean {
  const current = epochAt(atMs)
  return epoch === current || epoch === current - 1
}

/** In the last quarter of an epoch its owner fetches the partial key of the next one. */
export function isRenewalDue(epoch: number, atMs: number): boolean {
  return atMs >= epoch * EPOCH_MS + 0.75 * EPOCH_MS
}
