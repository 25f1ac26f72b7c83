import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { quoteIdField } from '../offers/quote-fields.ts'
import { preparedLeasesOutput } from './call-fields.ts'

export const prepareInput = z.object({
  quoteId: quoteIdField,
  /** Pays and gets refunds. */
  renter: addressInput,
  /** The session key whose vouchers count: not the wallet, so that no prompt is needed per job. */
  voucherSigner: addressInput.refine((address) => BigInt(address) !== 0n, {
    error: 'the zero address signs nothing',
  }),
})

export const prepareOutput = preparedLeasesOutput
