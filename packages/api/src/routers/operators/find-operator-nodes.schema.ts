import { z } from 'zod'
import { addressInput, addressOutput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { capabilityField, countryOutput } from '../../fields/capability.ts'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'

export const findOperatorNodesInput = pageInput.extend({ operator: addressInput })

export const findOperatorNodesOutput = pageOf(
  z.object({
    address: addressOutput,
    capabilities: z.array(capabilityField),
    country: countryOutput,
    specHash: hashOutput,
    isLocalEconomy: z.boolean(),
    /** What the chain knows; being online is not measured. */
    state: z.enum(['registered', 'retired']),
    registeredAt: instantOutput,
    registeredBlock: z.int(),
    retiredAt: instantOutput.nullable(),
    /** The token of the Edge device that runs it; null for any other node. */
    edgeTokenId: z.string().regex(/^\d+$/).nullable(),
    lastReward: z.object({ epoch: z.int(), amountWei: weiOutput }).nullable(),
  }),
)
