import type { Reason } from './reasons.ts'

/** Whether an offer can be taken now. */
export type OfferStateReasonCode =
  | 'OFFER_OPEN'
  | 'OFFER_EXPIRED'
  | 'OFFER_CANCELLED'
  | 'OFFER_SLOTS_TAKEN'
  | 'OFFER_SOLD_OUT'
  | 'OFFER_BELOW_SELF_STAKE'
/** Why an offer is not listed. */
export type OfferRefusalCode =
  | 'OFFER_SIGNATURE_INVALID'
  | 'OFFER_TERMS_INVALID'
  | 'OFFER_WITHOUT_NODE'
  | 'OFFER_TOO_MANY'
  | 'QUERY_INVALID'
export type OfferReasonCode = OfferStateReasonCode | OfferRefusalCode

export const offerReasons = {
  OFFER_OPEN: { sentence: 'This offer can be taken.' },
  OFFER_EXPIRED: {
    sentence: 'The time until which this offer is good has passed.',
    nextStep: 'Look for another.',
  },
  OFFER_CANCELLED: {
    sentence: 'The operator withdrew this offer.',
    nextStep: 'Look for a newer one of theirs.',
  },
  OFFER_SLOTS_TAKEN: {
    sentence: 'Every slot of this offer is taken at the moment.',
    nextStep: 'Slots come free when a lease closes; or look for another offer.',
  },
  OFFER_SOLD_OUT: { sentence: 'All units of this offer are sold.', nextStep: 'Look for another.' },
  OFFER_BELOW_SELF_STAKE: {
    sentence: 'The operator’s own stake is below the minimum, so no lease can be opened with it.',
    nextStep: 'The operator can stake the difference.',
  },
  OFFER_SIGNATURE_INVALID: {
    sentence: 'The signature is not that of the operator over these very terms.',
    nextStep: 'Sign again with the operator’s wallet.',
  },
  OFFER_TERMS_INVALID: { sentence: 'No lease could ever be opened with these terms.' },
  OFFER_WITHOUT_NODE: {
    sentence: 'The operator has no registered node that lends this.',
    nextStep: 'Pair a node first: /run-a-node.',
  },
  OFFER_TOO_MANY: {
    sentence: 'An operator can have 200 offers out at one time.',
    nextStep: 'Cancel some of them first.',
  },
  QUERY_INVALID: { sentence: 'This query cannot be read.', nextStep: 'Look at the character it points at.' },
} as const satisfies Record<OfferReasonCode, Reason>
