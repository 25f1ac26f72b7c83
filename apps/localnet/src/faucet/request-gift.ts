import { randomUUID } from 'node:crypto'
import { parseAddress } from '@network3/core/address'
import { AppError } from '@network3/core/app-error'
import { z } from 'zod'

const answerSchema = z.union([
  z.object({
    result: z.object({
      data: z.object({
        address: z.string(),
        ethWei: z.string(),
        n3Wei: z.string(),
        ethTxHash: z.string(),
        n3TxHash: z.string(),
      }),
    }),
  }),
  z.object({ error: z.object({ message: z.string() }) }),
])

export type Gift = { address: string; ethWei: bigint; n3Wei: bigint; ethTxHash: string; n3TxHash: string }

/**
 * Asks the faucet of a running stack, as the page does. Anyone may ask for any address.
 * @throws AppError ADDRESS_INVALID, FAUCET_UNAVAILABLE with the faucet's own words.
 */
export async function requestGift(webUrl: string, addressText: string): Promise<Gift> {
  const address = parseAddress(addressText)
  const response = await fetch(new URL('/api/trpc/faucet.request', webUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(webUrl).origin, 'x-n3-client': 'faucet' },
    body: JSON.stringify({ address, idempotencyKey: randomUUID() }),
    signal: AbortSignal.timeout(30_000),
  }).catch((cause: unknown) => {
    throw new AppError(
      'FAUCET_UNAVAILABLE',
      `The site at ${webUrl} does not answer. Is npm start still running?`,
      {
        cause,
      },
    )
  })
  const answer = answerSchema.safeParse(await response.json().catch(() => undefined))
  if (!answer.success) {
    throw new AppError(
      'FAUCET_UNAVAILABLE',
      `The site at ${webUrl} answered ${response.status} without a reason.`,
    )
  }
  if ('error' in answer.data) throw new AppError('FAUCET_UNAVAILABLE', answer.data.error.message)
  const { ethWei, n3Wei, ...gift } = answer.data.result.data
  return { ...gift, ethWei: BigInt(ethWei), n3Wei: BigInt(n3Wei) }
}
