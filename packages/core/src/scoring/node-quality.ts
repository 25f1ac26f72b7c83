import type { QualityHistory } from './contribution.ts'
import { FACTOR_ONE, SLOTS_PER_EPOCH } from './parameters.ts'

/** Counts of a history are kept in millionths, so that fading loses little to rounding. */
const MILLIONTHS = 1_000_000n
/** Every node begins as if it had solved two checks, and answered one epoch's challenges. */
const GIVEN_VALID = 2n * MILLIONTHS
const GIVEN_SLOTS = SLOTS_PER_EPOCH * MILLIONTHS

export type EpochConduct = { answered: bigint; possible: bigint; valid: bigint; invalid: bigint }

export const noHistory: QualityHistory = { answered: 0n, possible: 0n, valid: 0n, invalid: 0n }

/** The history after one more epoch: what was before fades by an eighth, so a fault is half forgotten after five. */
export function continueHistory(before: QualityHistory, epoch: EpochConduct): QualityHistory {
  const next = (sum: bigint, count: bigint) => (sum * 7n) / 8n + count * MILLIONTHS
  return {
    answered: next(before.answered, epoch.answered),
    possible: next(before.possible, epoch.possible),
    valid: next(before.valid, epoch.valid),
    invalid: next(before.invalid, epoch.invalid),
  }
}

/**
 * validity · availability, at most FACTOR_ONE, rounded down. Valid counts only work the network gave at random; rented
 * work can lower it and never raise it, so nobody can buy back what a wrong answer cost.
 */
export function qualityDown(history: QualityHistory): bigint {
  const valid = history.valid + GIVEN_VALID
  const answered = history.answered + GIVEN_SLOTS
  return (FACTOR_ONE * valid * answered) / ((valid + history.invalid) * (history.possible + GIVEN_SLOTS))
}
