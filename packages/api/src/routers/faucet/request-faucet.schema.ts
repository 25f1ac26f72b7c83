import { z } from 'zod'
import { addressInput, addressOutput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { hashOutput } from '../../fields/hash.ts'

export const requestFaucetInput = z.object({
  address: addressInput,
  /** A repeated request with the same key answers the same transactions instead of sending again. */
  idempotencyKey: z.uuid(),
})

export const requestFaucetOutput = z.object({
  address: addressOutput,
  ethWei: weiOutput,
  n3Wei: weiOutput,
  ethTxHash: hashOutput,
  n3TxHash: hashOutput,
})
