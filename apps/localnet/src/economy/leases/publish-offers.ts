import { checksumAddress } from '@network3/core/address'
import { AppError } from '@network3/core/app-error'
import { offerKinds } from '@network3/core/lease-state'
import type { Logger } from '@network3/service/logger'
import { z } from 'zod'
import { followEconomy } from '../book/chain-book.ts'
import type { EconomyChain } from '../chain/economy-chain.ts'
import type { EconomyPlan } from '../setup/plan-economy.ts'
import { type LocalOffer, offersOf, signOffer } from './lease-offers.ts'

const answerSchema = z.union([
  z.object({ result: z.object({ data: z.object({ isNew: z.boolean() }) }) }),
  z.object({ error: z.object({ message: z.string(), data: z.object({ code: z.string() }) }) }),
])

/** What passes by itself: the site indexes a node or a stake a moment after the chain has it. */
const PASSING = ['OFFER_WITHOUT_NODE', 'RATE_LIMITED', 'UNAVAILABLE', 'RPC_UNREACHABLE']

/**
 * One look at what the economy's operators offer now, with every new offer published at the site as any operator
 * would: signed terms, no gas. Gives how many were new to it. @throws AppError UNAVAILABLE (retryable).
 */
export function createOfferPublisher(
  chain: EconomyChain,
  plan: EconomyPlan,
  siteUrl: string,
  logger: Logger,
) {
  const books = followEconomy(chain)
  const published = new Set<string>()

  const publish = async (local: LocalOffer): Promise<boolean> => {
    const { offer, id } = local
    const signature = await signOffer(chain.deployment, local)
    const answer = await post(siteUrl, {
      operator: checksumAddress(offer.operator),
      kind: offerKinds[offer.kind],
      ...{ specHash: offer.specHash, slots: offer.slots, signature },
      pricePerUnitWei: String(offer.pricePerUnit),
      ...{ minUnits: String(offer.minUnits), maxUnits: String(offer.maxUnits) },
      ...{ maxDurationSeconds: offer.maxDuration, validUntil: Number(offer.validUntil) },
      nonce: String(offer.nonce),
    })
    if ('error' in answer) {
      const { message, data } = answer.error
      if (!PASSING.includes(data.code))
        logger.warn({ offerId: id, code: data.code, message }, 'an offer was refused')
      return false
    }
    published.add(id)
    return answer.result.data.isNew
  }

  return async (): Promise<number> => {
    const book = await books.bookAt(await chain.client.getBlockNumber())
    const current = plan.operators.flatMap((operator) => offersOf(chain.deployment, book, operator))
    let added = 0
    for (const offer of current) if (!published.has(offer.id) && (await publish(offer))) added++
    if (added > 0) logger.info({ added, offers: current.length }, 'offers were published')
    return added
  }
}

async function post(siteUrl: string, input: unknown): Promise<z.output<typeof answerSchema>> {
  try {
    const response = await fetch(new URL('/api/trpc/offers.publish', siteUrl), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: new URL(siteUrl).origin,
        'x-n3-client': 'local-economy',
      },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(10_000),
    })
    return answerSchema.parse(await response.json())
  } catch (cause) {
    throw new AppError('UNAVAILABLE', `Offers cannot be published at ${siteUrl}.`, { cause, retryable: true })
  }
}
