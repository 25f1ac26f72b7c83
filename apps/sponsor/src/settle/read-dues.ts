import { z } from 'zod'
import { amountField, instantField, readAll } from '../site.ts'

export const settleActs = ['finalize', 'settle-usage'] as const
type SettleAct = (typeof settleActs)[number]

/** An item of leases.findDue of packages/api, as far as it is used here. */
const dueSchema = z.object({
  leaseId: amountField,
  dueSince: instantField,
  toOperatorWei: amountField,
  toRenterWei: amountField,
  isOfferFull: z.boolean(),
  voucherWei: amountField,
})

/** Something anybody may settle. */
export type Due = z.infer<typeof dueSchema> & { act: SettleAct }

/** Everything anybody may settle now, as the site says. Throws UNAVAILABLE. */
export async function readDues(siteUrl: string): Promise<Due[]> {
  const found = await Promise.all(
    settleActs.map(async (act) => {
      const dues = await readAll({ siteUrl, list: 'leases.findDue', input: { act } }, dueSchema)
      return dues.map((due) => ({ ...due, act }))
    }),
  )
  return found.flat()
}
