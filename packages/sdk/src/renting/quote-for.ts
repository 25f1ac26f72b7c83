import { AppError } from '@network3/core/app-error'
import type { Site } from '../site/call-site.ts'
import type { Quote } from './market-answers.ts'
import { createMarketClient, type QuoteRequest, type RentSpec } from './market-client.ts'

/** Pricing, of capacity or of capacity that runs a kind of job. */
export function createQuoter(site: Site) {
  const { quote } = createMarketClient(site)
  return {
    quote,
    /** Among operators whose verified nodes run such jobs now. Throws NETWORK_FULL when none does. */
    quoteFor: (
      jobKind: 'wasm' | 'onnx',
      { spec, ...rest }: Omit<QuoteRequest, 'spec'> & { spec?: Omit<RentSpec, 'kind' | 'runs'> },
    ): Promise<Quote> => quote({ ...rest, spec: { ...spec, kind: 'compute', runs: jobKind } }),
  }
}

/** Throws NETWORK_FULL for a quote that has only a part of what was asked for, with what would fit otherwise. */
export function requireFull(quote: Quote): Quote {
  const { unfilled, reason, alternatives } = quote
  if (unfilled === '0') return quote
  const [first] = alternatives
  const instead = first === undefined ? '' : ` ${first.sentence}`
  throw new AppError('NETWORK_FULL', `${reason.sentence} ${unfilled} units are missing.${instead}`, {
    details: { unfilled, dimension: first?.dimension ?? null, have: first?.have ?? null },
  })
}
