import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { amountInput, bpsOutput, weiOutput } from '../../fields/amount.ts'
import { aprOutput } from '../../fields/apr.ts'
import { capabilityField, countryInput, countryOutput } from '../../fields/capability.ts'
import { instantOutput } from '../../fields/instant.ts'
import { nodeCountsOutput } from '../../fields/node.ts'
import { pageInput, pageOf } from '../../fields/page.ts'
import { windowInput } from '../../fields/window.ts'

export const operatorSort = z.enum(['earned', 'paid', 'stake', 'commission', 'nodes', 'delegators'])

export const findOperatorsInput = pageInput.extend({
  window: windowInput.default('24h'),
  sort: operatorSort.default('earned'),
  direction: z.enum(['desc', 'asc']).default('desc'),
  country: countryInput.optional(),
  capability: capabilityField.optional(),
  /** Pool assets at least this much, in wei. */
  minStakeWei: amountInput.optional(),
  hasNodes: z.boolean().optional(),
  /** true: the local economy alone; false: everybody else. */
  localEconomy: z.boolean().optional(),
  /** The beginning of an address, 0x included. */
  search: z
    .string()
    .trim()
    .regex(/^0x[0-9a-fA-F]{1,40}$/, { error: 'the beginning of an address: 0x and hex digits' })
    .optional(),
})

export const operatorListItem = z.object({
  /** By earned in the window; null until the ranks are next rebuilt. */
  rank: z.int().nullable(),
  /** Places gained (+) or lost (−) against the window before; null when it had no rank then. */
  rankChange: z.int().nullable(),
  address: addressOutput,
  isLocalEconomy: z.boolean(),
  earnedWei: weiOutput,
  paidWei: weiOutput,
  /** Active assets of the pool, accrued to the last indexed block. */
  stakeWei: weiOutput,
  thawingWei: weiOutput,
  delegatorCount: z.int(),
  commissionBps: bpsOutput,
  apr: aprOutput,
  /** Three facts, told apart. */
  nodes: nodeCountsOutput,
  countries: z.array(countryOutput),
  /** Earned by bucket over the window, oldest first. */
  trend: z.array(weiOutput),
})

export const findOperatorsOutput = pageOf(operatorListItem).extend({
  /** Ranked operators in all; null when a filter is set, for counting matches costs more than it tells. */
  totalCount: z.int().nullable(),
  /** The block everything on this page is true at. */
  asOf: z.object({ blockNumber: z.int(), minedAt: instantOutput }),
  trendBucketSeconds: z.int(),
})
