import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { instantOutput } from '../../fields/instant.ts'

const hexOutput = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]*$/)])

/** A transaction any wallet can send as it is. */
const callOutput = z.object({
  to: addressOutput,
  data: hexOutput,
  /** ETH that goes with it: none. */
  valueWei: weiOutput,
  does: z.enum([
    'transfer-and-call',
    'close',
    'finalize',
    'redeem-many',
    'cancel-offer',
    'cancel-offers-below',
  ]),
  /** What it does, in one sentence. */
  says: z.string(),
})

/** Calls that were tried on the chain as it is now, to be sent in their order. */
export const preparedOutput = z.object({
  chainId: z.int(),
  calls: z.array(callOutput).min(1),
  /** What leaves, what arrives, to whom and when. */
  says: z.array(z.string()),
})

export const preparedLeasesOutput = preparedOutput.extend({
  /** N3 that leaves the wallet. */
  totalWei: weiOutput,
  /** The quote's: later ask for a new one. */
  expiresAt: instantOutput,
})
