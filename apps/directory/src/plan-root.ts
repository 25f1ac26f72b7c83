/** Days since 1970; numbers of bundles. */
export type RootFacts = {
  today: number
  /** The newest root on chain, 0 and 0 before the first. */
  lastEpoch: number
  postedBundles: number
  /** Bundles in the log now. */
  bundles: number
  /** Last day whose root the contract still takes: a superseded generation's last. */
  lastIssuingDay: number
  postsToday: boolean
}

/**
 * The day to post a root for, with all bundles there are now, or undefined. Cases:
 * 1. nothing new, or nothing at all: no root;
 * 2. yesterday has no root yet: yesterday;
 * 3. it has, or there was no yesterday: today when that is wanted, for the contract takes one root a day.
 */
export function planRoot(facts: RootFacts): number | undefined {
  const { today, lastEpoch, postedBundles, bundles, lastIssuingDay, postsToday } = facts
  if (bundles === postedBundles) return undefined
  const day = Math.min(postsToday ? today : today - 1, lastIssuingDay)
  return day > lastEpoch ? day : undefined
}
