import { leaseReasons } from '@network3/core/lease-reasons'
import { offerReasons } from '@network3/core/offer-reasons'
import { reasonWords as words } from './error-words.ts'
import type { TransactionFailure } from './transactions/transaction-phase.ts'

type Describe = (args: readonly unknown[]) => Omit<TransactionFailure, 'code'>

const AGAIN = 'Ask for a new quote: it is filled from what is left.'

/** What LeaseMarket can answer to a renter, an operator, or whoever settles a lease. */
export const leaseSentences: Record<string, Describe> = {
  InvalidOfferSignature: () => offerReasons.OFFER_SIGNATURE_INVALID,
  OfferExpired: ([, validUntil]) => ({
    sentence: `The offer was good until ${words.time(validUntil)}.`,
    nextStep: AGAIN,
  }),
  OfferIsCancelled: () => offerReasons.OFFER_CANCELLED,
  OperatorBelowSelfStake: () => offerReasons.OFFER_BELOW_SELF_STAKE,
  SlotsUnavailable: ([, requested, free]) => ({
    sentence: `${words.count(free, 'slot')} of this offer ${Number(free) === 1 ? 'is' : 'are'} free; you asked for ${requested}.`,
    nextStep: AGAIN,
  }),
  UnitsBelowMinimum: ([, requested, minimum]) => ({
    sentence: `The offer asks for at least ${minimum} units; you asked for ${requested}.`,
    nextStep: 'Ask for more units, or for another offer.',
  }),
  UnitsUnavailable: ([, requested, left]) => ({
    sentence: `${words.count(left, 'unit')} of this offer ${Number(left) === 1 ? 'is' : 'are'} left; you asked for ${requested}.`,
    nextStep: AGAIN,
  }),
  InvalidVoucherSigner: () => ({
    sentence: 'The lease names no session key, so nothing could be run on it.',
    nextStep: 'Try again: the page makes a new key.',
  }),
  LeaseNotActive: ([leaseId]) => ({
    sentence: `Lease ${leaseId} is closed already.`,
    nextStep: 'Reload the page to see how it ended.',
  }),
  NotParty: () => leaseReasons.LEASE_NOT_PARTY,
  NotRenter: () => leaseReasons.LEASE_NOT_RENTER,
  AlreadyClosing: ([, thawEndsAt]) => ({
    sentence: `The lease is closing; its thaw ends on ${words.time(thawEndsAt)}.`,
    nextStep: 'Finalize it after that; anyone may.',
  }),
  NotFinalizable: ([, finalizableAt]) => ({
    sentence: `The lease can be finalized from ${words.time(finalizableAt)} on.`,
    nextStep: 'Come back then; anyone may send it.',
  }),
  NothingToRedeem: () => leaseReasons.LEASE_NOTHING_NEW,
  NoClaim: () => leaseReasons.USAGE_NONE,
  ContestOver: () => leaseReasons.USAGE_WINDOW_OVER,
  ClaimNotSettled: ([, settleableAt]) => ({
    sentence: `Measured usage of this lease is settled from ${words.time(settleableAt)} on.`,
    nextStep: 'Settle it then; anyone may.',
  }),
  NonceNotRising: ([current]) => ({
    sentence: `All offers with nonces below ${current} are withdrawn already.`,
    nextStep: 'Reload the page.',
  }),
}
