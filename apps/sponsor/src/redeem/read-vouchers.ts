import { addressField } from '@network3/protocol/node/fields'
import { z } from 'zod'
import { amountField, instantField, readAll } from '../site.ts'

/** An item of leases.findVouchers of packages/api, as far as it is used here. */
const voucherSchema = z.object({
  leaseId: amountField,
  operator: z.string().toLowerCase().pipe(addressField),
  cumulativeUnits: amountField,
  amountWei: amountField,
  signature: z.templateLiteral(['0x', z.string().regex(/^(?:[0-9a-f]{2})+$/)]),
  redeemBefore: instantField,
})

export type Voucher = z.infer<typeof voucherSchema>

/** Every voucher that could be redeemed now, as the site says. Throws UNAVAILABLE. */
export function readVouchers(siteUrl: string): Promise<Voucher[]> {
  return readAll({ siteUrl, list: 'leases.findVouchers' }, voucherSchema)
}
