import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { reasonOutput } from '../../fields/reason.ts'

export const getFaucetInput = z.void()

export const getFaucetOutput = z.object({
  isEnabled: z.boolean(),
  /** FAUCET_DISABLED when it is not. */
  reason: reasonOutput.nullable(),
  /** The faucet's own account. */
  address: addressOutput.nullable(),
  ethWei: weiOutput,
  n3Wei: weiOutput,
  /** How long one address waits between two gifts. */
  cooldownSeconds: z.int(),
})
