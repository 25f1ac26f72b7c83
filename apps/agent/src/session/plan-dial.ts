import { backOffMs } from '@network3/service/retry'

/** Why a socket ended, as far as it matters for the next one. */
export type DialEnd =
  /** The session stood before: the first try again is at once, or nearly. */
  | { kind: 'lost' }
  /** No session came of it. */
  | { kind: 'failed' }
  /** The gateway said when to come back; null: not by itself. */
  | { kind: 'goodbye'; retryAfterMs: number | null }
  /** The device woke up, or is in another network: whatever was known of the way there is old. */
  | { kind: 'device' }

export type DialPlan = {
  /** The gateway to try now. Undefined when none is known. */
  url(): string | undefined
  /** Takes note of an end; milliseconds to wait before the next try, or undefined to stay away. */
  after(end: DialEnd): number | undefined
  /** A session stands. */
  joined(): void
  /** The gateways as the site names them now. */
  use(urls: readonly string[]): void
  /** True when every gateway was tried in vain since the last session. */
  isAtALoss(): boolean
}

const FIRST_MS = 500
const LONGEST_MS = 60_000
/** Of a lost link: gateways that restart lose all at once, and must not get all back at once. */
const SPREAD_MS = 1_000
/** Sent away for good, it asks again this rarely, in case somebody put it right. */
const STAY_AWAY_MS = 600_000

/**
 * Where to dial next, and when. Pure but for `random`. 1. Failures wait twice as long each, with a random half, and go
 * round the gateways; 2. a lost session goes back to its own gateway, which has kept its stream, within a second; 3. a
 * gateway's word is kept, at another gateway when there is one; 4. told to stay away, it looks again after ten minutes.
 */
export function createDialPlan(gateways: readonly string[], random: () => number = Math.random): DialPlan {
  let urls = [...gateways]
  let index = Math.floor(random() * Math.max(1, urls.length))
  let failures = 0
  const next = () => {
    index = urls.length === 0 ? 0 : (index + 1) % urls.length
  }
  return {
    url: () => urls[index],
    after: (end) => {
      if (end.kind === 'device') {
        failures = 0
        return 0
      }
      if (end.kind === 'lost') return Math.round(random() * SPREAD_MS)
      if (end.kind === 'goodbye') {
        if (end.retryAfterMs === null) return STAY_AWAY_MS
        failures += 1
        const isAlone = urls.length < 2
        next()
        return isAlone ? end.retryAfterMs : Math.round(random() * SPREAD_MS)
      }
      failures += 1
      next()
      // A round through all gateways counts as one try.
      const rounds = Math.ceil(failures / Math.max(1, urls.length))
      return backOffMs(rounds, { baseMs: FIRST_MS, maxMs: LONGEST_MS, random })
    },
    joined: () => {
      failures = 0
    },
    use: (named) => {
      const current = urls[index]
      urls = [...named]
      index = Math.max(0, current === undefined ? 0 : urls.indexOf(current))
    },
    isAtALoss: () => failures > 0 && failures % Math.max(1, urls.length) === 0,
  }
}
