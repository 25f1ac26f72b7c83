import { AppError } from '@network3/core/app-error'
import { addressField } from '@network3/protocol/node/fields'
import { z } from 'zod'

const amount = z
  .string()
  .regex(/^\d{1,78}$/)
  .transform((text) => BigInt(text))

/** leases.findVouchers of packages/api, as far as it is used here. */
const answerSchema = z.object({
  items: z.array(
    z.object({
      leaseId: amount,
      operator: z.string().toLowerCase().pipe(addressField),
      cumulativeUnits: amount,
      amountWei: amount,
      signature: z.templateLiteral(['0x', z.string().regex(/^(?:[0-9a-f]{2})+$/)]),
      redeemBefore: z.iso.datetime().transform((text) => Date.parse(text)),
    }),
  ),
  nextCursor: z.string().nullable(),
})

export type Voucher = z.infer<typeof answerSchema>['items'][number]

/** More than a day's limit is never looked at. */
const MOST_PAGES = 50

/** Every voucher that could be redeemed now, as the site says. Throws UNAVAILABLE. */
export async function readVouchers(siteUrl: string): Promise<Voucher[]> {
  const vouchers: Voucher[] = []
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const input = JSON.stringify({ limit: 100, ...(cursor === undefined ? {} : { cursor }) })
    const url = new URL('/api/trpc/leases.findVouchers', siteUrl)
    url.searchParams.set('input', input)
    const { items, nextCursor } = await readPage(url)
    vouchers.push(...items)
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return vouchers
}

async function readPage(url: URL) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
    if (!response.ok) throw new Error(`the site answered ${response.status}`)
    const body = z.object({ result: z.object({ data: answerSchema }) }).parse(await response.json())
    return body.result.data
  } catch (cause) {
    throw new AppError('UNAVAILABLE', 'The site does not say which vouchers there are.', {
      cause,
      retryable: true,
    })
  }
}
