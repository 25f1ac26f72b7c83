import { MAX_QUERY_LENGTH } from '@network3/core/market/parse-query'
import { z } from 'zod'
import { weiOutput } from '../../fields/amount.ts'
import { countryOutput } from '../../fields/capability.ts'
import { kindField } from './fields.ts'

export const getFacetsInput = z.object({
  /** Default: every open offer. Its order is not looked at. */
  query: z
    .string()
    .max(MAX_QUERY_LENGTH * 2)
    .default(''),
})

const count = z.int()
/** Per unit; null where there is no offer of the kind. */
const priceOutput = z.object({ minWei: weiOutput, medianWei: weiOutput, maxWei: weiOutput }).nullable()

export const getFacetsOutput = z.object({
  total: count,
  kinds: z.array(z.object({ kind: kindField, count })),
  /** An offer counts in each country its nodes are in. */
  countries: z.array(z.object({ country: countryOutput, count })),
  /** Whether a node of it is verified now. */
  verified: z.object({ yes: count, no: count }),
  price: z.object({
    ...{ compute: priceOutput, bandwidth: priceOutput },
    ...{ egress: priceOutput, dataset: priceOutput },
  }),
})
