import { AppError } from '@network3/core/app-error'
import { callSite, type Site } from '../site/call-site.ts'
import {
  type Offer,
  offersAnswer,
  type Quote,
  quoteAnswer,
  type SignedOffer,
  screenAnswer,
  signedOfferAnswer,
} from './market-answers.ts'

/** What is wanted of an offer; every part but the kind may be left open. Amounts in wei. */
export type RentSpec = {
  kind: 'compute' | 'bandwidth' | 'egress' | 'dataset'
  /** In the query language: `price < 0.25 and country in (DE, FR)`. */
  query?: string | undefined
  slots?: number | undefined
  units?: bigint | undefined
  durationSeconds?: number | undefined
  maxPricePerUnitWei?: bigint | undefined
  countries?: readonly string[] | undefined
  isVerified?: boolean | undefined
  isOnline?: boolean | undefined
  /** Of compute: a verified node of it runs such jobs now. */
  runs?: 'wasm' | 'onnx' | undefined
  minStakeWei?: bigint | undefined
  nodes?: number | undefined
}

/** Units of the kind; or, of compute, so many nodes at one time for so many hours. */
export type Want = { units: bigint } | { nodes: number; hours: number }

export type QuoteRequest = { spec: RentSpec; want: Want; budgetWei?: bigint | undefined }
type Page = { cursor?: string | undefined; limit?: number | undefined }

export type MarketClient = ReturnType<typeof createMarketClient>

/** Looking at the market: what is offered, what fits, what it costs. It signs nothing. */
export function createMarketClient(site: Site) {
  return {
    /** Throws QUERY_INVALID with the character a query cannot be read at. */
    find: async (query = '', page: Page = {}): Promise<{ items: Offer[]; nextCursor: string | null }> => {
      const input = { query, ...page }
      const { fault, ...found } = await callSite({
        ...{ ...site, path: 'offers.find', kind: 'query', input, answer: offersAnswer },
      })
      if (fault === null) return found
      const { at, length, message } = fault
      throw new AppError(
        'QUERY_INVALID',
        `${message}\n  ${query}\n  ${' '.repeat(at)}${'^'.repeat(Math.max(1, length))}`,
        {
          details: { at, length, found: query.slice(at, at + length) },
        },
      )
    },
    get: (offerId: string): Promise<SignedOffer> =>
      callSite({ ...site, path: 'offers.get', kind: 'query', input: { offerId }, answer: signedOfferAnswer }),
    /** Every dimension each offer fails by, with what was needed and what it has. */
    screen: (spec: RentSpec, page: Page = {}) =>
      callSite({
        ...{ ...site, path: 'offers.screen', kind: 'query', answer: screenAnswer },
        input: { spec: wireSpec(spec), ...page },
      }),
    /** Fills a basket, cheapest first; the price holds for a minute. Throws NETWORK_FULL, BUDGET_TOO_SMALL. */
    quote: ({ spec, want, budgetWei }: QuoteRequest): Promise<Quote> =>
      callSite({
        ...{ ...site, path: 'offers.quote', kind: 'mutation', answer: quoteAnswer },
        input: {
          spec: wireSpec(spec),
          want: 'units' in want ? { units: String(want.units) } : want,
          ...(budgetWei === undefined ? {} : { budgetWei: String(budgetWei) }),
        },
      }),
    getQuote: (quoteId: string): Promise<Quote> =>
      callSite({ ...site, path: 'offers.getQuote', kind: 'query', input: { quoteId }, answer: quoteAnswer }),
  }
}

function wireSpec({ units, maxPricePerUnitWei, minStakeWei, ...rest }: RentSpec) {
  return {
    ...rest,
    ...(units === undefined ? {} : { units: String(units) }),
    ...(maxPricePerUnitWei === undefined ? {} : { maxPricePerUnitWei: String(maxPricePerUnitWei) }),
    ...(minStakeWei === undefined ? {} : { minStakeWei: String(minStakeWei) }),
  }
}
