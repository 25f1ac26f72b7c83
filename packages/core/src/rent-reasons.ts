import type { Reason } from './reasons.ts'

/** How far a quote fills what was asked for. */
export type QuoteReasonCode = 'QUOTE_FULL' | 'QUOTE_PARTIAL'
/** Why capacity cannot be rented as asked. */
export type RentRefusalCode =
  | 'NETWORK_FULL'
  | 'BUDGET_TOO_SMALL'
  | 'QUOTE_EXPIRED'
  | 'OFFER_EXPIRED'
  | 'OFFER_CANCELLED'
  | 'OFFER_FULL'
  | 'OFFER_BELOW_SELF_STAKE'
  | 'BALANCE_TOO_SMALL'
  | 'MARKET_PAUSED'
  | 'RENT_REFUSED'
  | 'RENT_CALL_DIFFERS'
export type RentReasonCode =
  | QuoteReasonCode
  | Exclude<RentRefusalCode, 'OFFER_EXPIRED' | 'OFFER_CANCELLED' | 'OFFER_BELOW_SELF_STAKE'>

export const rentReasons = {
  QUOTE_FULL: {
    sentence: 'Everything asked for is in this quote.',
    nextStep: 'Prepare the lease before the quote expires.',
  },
  QUOTE_PARTIAL: {
    sentence: 'The offers that fit hold only a part of what was asked for.',
    nextStep: 'Take this part, or ask for less or on wider terms: the alternatives say which.',
  },
  NETWORK_FULL: {
    sentence: 'No offer fits what was asked for.',
    nextStep:
      'Widen the dimension that is named, settle leases of your own, or try again when others are over.',
  },
  BUDGET_TOO_SMALL: {
    sentence: 'The cheapest offers that fit cost more than the budget.',
    nextStep: 'Raise the budget, or ask for fewer units.',
  },
  QUOTE_EXPIRED: {
    sentence: 'This quote is past: a price is held for a minute.',
    nextStep: 'Ask for a new quote.',
  },
  OFFER_FULL: {
    sentence: 'Another lease took what was quoted of this offer.',
    nextStep: 'Ask for a new quote: it is filled from what is left.',
  },
  BALANCE_TOO_SMALL: {
    sentence: 'The wallet holds less N3 than the leases cost.',
    nextStep: 'Get more N3, or ask for fewer units.',
  },
  MARKET_PAUSED: {
    sentence: 'The guardian has paused new leases; redeeming, closing and refunds still work.',
    nextStep: 'Try again when the pause is over; the status page says so.',
  },
  RENT_CALL_DIFFERS: {
    sentence: 'What the wallet would sign is not what was shown, so it was not asked.',
    nextStep: 'Ask for a new quote, and if it happens again do not use this site: it may be tampered with.',
  },
  RENT_REFUSED: {
    sentence: 'The contract would refuse this.',
    nextStep: 'Ask for a new quote.',
  },
} as const satisfies Record<RentReasonCode, Reason>
