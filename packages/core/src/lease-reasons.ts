import type { Reason } from './reasons.ts'

/** Why a lease is where it is, and why a step of its history was taken. */
export type LeaseStateReasonCode =
  | 'LEASE_OPEN'
  | 'LEASE_TIME_OVER'
  | 'LEASE_THAWING'
  | 'LEASE_FINALIZABLE'
  | 'LEASE_CLOSED_BY_RENTER'
  | 'LEASE_CLOSED_BY_OPERATOR'
  | 'LEASE_CLOSED_EXPIRED'
  | 'LEASE_CLOSED_EXHAUSTED'
/** Why money of a lease moved. */
export type LeasePaymentReasonCode = 'LEASE_PAID'
/** Where attested usage stands, and how it ended. */
export type UsageReasonCode =
  | 'USAGE_LODGED'
  | 'USAGE_CONTESTED'
  | 'USAGE_SETTLEABLE'
  | 'USAGE_UNCONTESTED'
  | 'USAGE_RULED'
  | 'USAGE_RULING_MISSED'
  | 'USAGE_OVERTAKEN'
/** Why something cannot be done with a lease. */
export type LeaseRefusalCode =
  | 'LEASE_NOT_PARTY'
  | 'LEASE_NOT_RENTER'
  | 'LEASE_NOT_FINALIZABLE'
  | 'LEASE_NOTHING_NEW'
  | 'LEASE_UNITS_ABOVE_RENTED'
  | 'LEASE_THAW_OVER'
  | 'USAGE_ALREADY_LODGED'
  | 'USAGE_NONE'
  | 'USAGE_WINDOW_OPEN'
  | 'USAGE_WINDOW_OVER'
  | 'USAGE_ABOVE_CLAIM'

export type LeaseReasonCode =
  | LeaseStateReasonCode
  | LeasePaymentReasonCode
  | UsageReasonCode
  | LeaseRefusalCode

export const leaseReasons = {
  LEASE_OPEN: { sentence: 'The lease runs: what is used is paid out of its escrow.' },
  LEASE_TIME_OVER: {
    sentence: 'The time of the lease is over; vouchers still count until the grace period ends.',
    nextStep: 'The operator should redeem its last voucher now.',
  },
  LEASE_THAWING: {
    sentence: 'The renter closed the lease; vouchers still count until the thaw ends.',
    nextStep: 'The operator should redeem its last voucher now; after the thaw anyone may settle the lease.',
  },
  LEASE_FINALIZABLE: {
    sentence:
      'The lease is over and can be settled: what is due is paid, and the rest goes back to the renter.',
    nextStep: 'Finalize it; anyone may send the transaction.',
  },
  LEASE_CLOSED_BY_RENTER: { sentence: 'The renter closed this lease.' },
  LEASE_CLOSED_BY_OPERATOR: {
    sentence: 'The operator closed this lease, so nothing beyond the usage paid was due.',
  },
  LEASE_CLOSED_EXPIRED: { sentence: 'The time of this lease and its grace period ran out.' },
  LEASE_CLOSED_EXHAUSTED: { sentence: 'Every unit of this lease was used and paid.' },
  LEASE_PAID: { sentence: 'Units that were due were paid to the operator out of the escrow.' },
  USAGE_LODGED: {
    sentence: 'The attestors measured more usage than vouchers were given for; the renter may contest it.',
    nextStep: 'Contest it before the window ends, or let it be paid.',
  },
  USAGE_CONTESTED: {
    sentence: 'The renter contests the measured usage, and the court decides.',
    nextStep: 'Without a ruling in time nothing is due.',
  },
  USAGE_SETTLEABLE: {
    sentence: 'The window of the measured usage is over.',
    nextStep: 'Settle it; anyone may send the transaction.',
  },
  USAGE_UNCONTESTED: { sentence: 'The measured usage was not contested in time and was paid.' },
  USAGE_RULED: { sentence: 'The court ruled how much of the measured usage is due.' },
  USAGE_RULING_MISSED: {
    sentence: 'The measured usage was contested and not ruled on in time, so nothing of it is due.',
  },
  USAGE_OVERTAKEN: { sentence: 'Vouchers had paid as much as the measured usage by then.' },
  LEASE_NOT_PARTY: {
    sentence: 'Only the renter and the operator of a lease can close it.',
    nextStep: 'Connect the wallet of one of them.',
  },
  LEASE_NOT_RENTER: {
    sentence: 'Only the renter of the lease can do this.',
    nextStep: 'Connect the wallet that rented.',
  },
  LEASE_NOT_FINALIZABLE: {
    sentence: 'The lease still runs.',
    nextStep: 'Close it, or wait until its time and the grace period are over.',
  },
  LEASE_NOTHING_NEW: {
    sentence: 'As many units were paid already.',
    nextStep: 'Bring a voucher for more than that.',
  },
  LEASE_UNITS_ABOVE_RENTED: {
    sentence: 'That is more units than were rented.',
    nextStep: 'Bring at most the units of the lease.',
  },
  LEASE_THAW_OVER: {
    sentence: 'The thaw is over, so no usage can be lodged any more.',
    nextStep: 'Redeem a voucher, or finalize the lease.',
  },
  USAGE_ALREADY_LODGED: {
    sentence: 'As much measured usage was lodged before, whatever became of it.',
    nextStep: 'Bring more than that.',
  },
  USAGE_NONE: { sentence: 'No measured usage is lodged on this lease.' },
  USAGE_WINDOW_OPEN: {
    sentence: 'The window of the measured usage is still open.',
    nextStep: 'Wait until it ends.',
  },
  USAGE_WINDOW_OVER: { sentence: 'The window for this is over.', nextStep: 'Settle the claim.' },
  USAGE_ABOVE_CLAIM: {
    sentence: 'A ruling cannot give more than was claimed.',
    nextStep: 'Rule at most the units claimed.',
  },
} as const satisfies Record<LeaseReasonCode, Reason>
