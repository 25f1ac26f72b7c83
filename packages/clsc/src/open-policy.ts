import { ClscError } from './clsc-error.ts'
import { isEpochAccepted } from './epoch.ts'
import type { PublicKey } from './public-key.ts'
import type { ReplayGuard } from './replay-guard.ts'
import type { SenderRecord } from './sender-record.ts'

export const DEFAULT_CLOCK_SKEW_MS = 300_000

type Revocations = {
  /** The set in KeyDirectory, by pkHash or name. `() => false` says openly that none is checked. */
  isRevoked: (sender: PublicKey) => boolean
}

/** For messages that arrive now: they must be fresh, and are opened once. */
export type LivePolicy = Revocations & {
  kind: 'live'
  /** The receiver's clock, unix ms. */
  nowMs: number
  replayGuard: ReplayGuard
  /** How far the sender's clock may be off, either way; 5 minutes by default. */
  clockSkewMs?: number
}

/** For messages kept by a store whose record of the arrival time the caller has verified: opened as often as wanted. */
export type StoredPolicy = Revocations & {
  kind: 'stored'
  /** When it arrived, unix ms, as the store signed it. */
  arrivedAtMs: number
  clockSkewMs?: number
}

export type OpenPolicy = LivePolicy | StoredPolicy

/** Revocation, epoch window, clock skew. Throws `revoked`, `epoch`, `stale`. */
export function checkPolicy(policy: OpenPolicy, record: SenderRecord): void {
  const atMs = policy.kind === 'live' ? policy.nowMs : policy.arrivedAtMs
  if (policy.isRevoked(record.sender)) throw new ClscError('revoked', 'The sender’s key was revoked.')
  if (!isEpochAccepted(record.sender.epoch, atMs))
    throw new ClscError('epoch', 'The sender’s key is not of the current or the previous epoch.')
  if (Math.abs(record.timestampMs - atMs) > (policy.clockSkewMs ?? DEFAULT_CLOCK_SKEW_MS))
    throw new ClscError('stale', 'The message is too old, or from the future.')
}

/** The last check, after every signature: only what was really sent takes a place in the memory. Throws `replay`, `stale`. */
export function checkReplay(policy: OpenPolicy, headerHash: Uint8Array, timestampMs: number): void {
  if (policy.kind === 'stored') return
  const verdict = policy.replayGuard.admit(headerHash, timestampMs, policy.nowMs)
  if (verdict === 'replay') throw new ClscError('replay', 'The message was opened before.')
  if (verdict === 'stale') throw new ClscError('stale', 'The message is older than the replay memory.')
}
