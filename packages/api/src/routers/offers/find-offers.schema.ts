import { MAX_QUERY_LENGTH } from '@network3/core/market/parse-query'
import { z } from 'zod'
import { weiOutput } from '../../fields/amount.ts'
import { countryOutput } from '../../fields/capability.ts'
import { pageInput, pageOf } from '../../fields/page.ts'
import { kindField, offerOutput, queryFaultOutput } from './fields.ts'

export const findOffersInput = pageInput.extend({
  /** Such as: kind = compute and price < 0.25 and country in (DE, FR) and verified = true order by price */
  query: z
    .string()
    .max(MAX_QUERY_LENGTH * 2)
    .default(''),
})

export const findOffersOutput = pageOf(offerOutput).extend({
  /** Where the query cannot be read; the list is then empty. */
  fault: queryFaultOutput.nullable(),
  /** Of all open offers, whatever the query. */
  facets: z.object({
    kinds: z.array(z.object({ kind: kindField, offers: z.int(), lowestPriceWei: weiOutput })),
    countries: z.array(z.object({ country: countryOutput, offers: z.int() })),
  }),
})
