import { AppError } from '@network3/core/app-error'
import { getOffer as getStoredOffer } from '@network3/db/queries/offer/find-offers'
import { readOfferClock } from '../../domain/offer-clock.ts'
import { encodeOffer } from '../../encode/offer.ts'
import { publicProcedure } from '../../trpc.ts'
import { getOfferInput, getOfferOutput } from './get-offer.schema.ts'

export const getOffer = publicProcedure
  .meta({
    summary: 'One offer with its signature and its state: all a wallet needs to open a lease.',
    rest: { method: 'GET', path: '/offers/{offerId}' },
  })
  .input(getOfferInput)
  .output(getOfferOutput)
  .query(async ({ ctx, input }) => {
    const clock = await readOfferClock(ctx)
    const offer = await getStoredOffer(ctx.pool, clock, input.offerId)
    if (offer === undefined) throw new AppError('NOT_FOUND', 'No offer was published under this id.')
    const { specHash, nonce, signature } = offer
    return { ...encodeOffer(offer, clock.now), specHash, nonce: String(nonce), signature }
  })
