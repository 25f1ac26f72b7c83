import { z } from 'zod'
import { addressOutput } from './address.ts'
import { weiOutput } from './amount.ts'
import { capabilityField, countryOutput } from './capability.ts'
import { hashOutput } from './hash.ts'
import { instantOutput } from './instant.ts'
import { reasonOutput } from './reason.ts'

export const nodeOutput = z.object({
  address: addressOutput,
  operator: addressOutput,
  capabilities: z.array(capabilityField),
  country: countryOutput,
  specHash: hashOutput,
  isLocalEconomy: z.boolean(),
  /** Registered (retired or not), online and verified are three facts; this is the strongest that holds. */
  status: z.enum(['retired', 'never-seen', 'offline', 'online', 'verified']),
  isOnline: z.boolean(),
  isVerified: z.boolean(),
  /** Why, the most telling first. */
  reasons: z.array(reasonOutput),
  registeredAt: instantOutput,
  registeredBlock: z.int(),
  retiredAt: instantOutput.nullable(),
  /** The token of the Edge device that runs it; null for any other node. */
  edgeTokenId: z.string().regex(/^\d+$/).nullable(),
  lastReward: z.object({ epoch: z.int(), amountWei: weiOutput }).nullable(),
  /** Null for a node that never had a session. */
  lastSeenAt: instantOutput.nullable(),
  /** Jobs it takes at once, and how many more now. */
  slots: z.int().nullable(),
  freeSlots: z.int().nullable(),
})

export const nodeCountsOutput = z.object({ registered: z.int(), online: z.int(), verified: z.int() })
