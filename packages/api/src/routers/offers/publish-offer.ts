import { type Offer, offerTypedData } from '@network3/chain/lease-typed-data'
import { verifySignature } from '@network3/chain/verify-signature'
import { AppError } from '@network3/core/app-error'
import { capabilityBits } from '@network3/core/capabilities'
import { offerKinds } from '@network3/core/lease-state'
import type { OfferRefusalCode } from '@network3/core/offer-reasons'
import { reasonOf } from '@network3/core/reasons'
import { hasNodeWith } from '@network3/db/queries/node/has-node-with'
import { getOffer } from '@network3/db/queries/offer/find-offers'
import { addOffer } from '@network3/db/write/offers'
import { hashTypedData } from 'viem'
import type { z } from 'zod'
import { readOfferClock } from '../../domain/offer-clock.ts'
import { encodeOffer } from '../../encode/offer.ts'
import { publicProcedure } from '../../trpc.ts'
import { checkTerms } from './check-terms.ts'
import { publishOfferInput, publishOfferOutput } from './publish-offer.schema.ts'

export const publishOffer = publicProcedure
  .meta({
    summary: 'Lists an offer its operator signed; it costs no gas, and the terms prove themselves.',
    rest: { method: 'POST', path: '/offers' },
  })
  .input(publishOfferInput)
  .output(publishOfferOutput)
  .mutation(async ({ ctx, input }) => {
    const clock = await readOfferClock(ctx)
    checkTerms(input, clock.now)
    const { deployment, chain, pool } = ctx
    const typedData = offerTypedData(deployment.chainId, deployment.contracts.leaseMarket, termsOf(input))
    const id = hashTypedData(typedData)
    const { operator, signature } = input
    if (!(await verifySignature(chain, { signer: operator, digest: id, signature })))
      throw refused('OFFER_SIGNATURE_INVALID')
    const bit = capabilityBits[input.kind]
    if (!(await hasNodeWith(pool, operator, bit))) throw refused('OFFER_WITHOUT_NODE')
    const outcome = await addOffer(
      pool,
      { ...input, id, validUntil: new Date(input.validUntil * 1000) },
      clock.now,
    )
    if (outcome === 'too-many') throw refused('OFFER_TOO_MANY')
    const offer = await getOffer(pool, clock, id)
    if (offer === undefined) throw new Error('an offer that was added is there')
    const { specHash, nonce } = offer
    return {
      isNew: outcome === 'added',
      offer: { ...encodeOffer(offer, clock.now), specHash, nonce: String(nonce), signature: offer.signature },
    }
  })

type Input = z.output<typeof publishOfferInput>

function termsOf(input: Input): Offer {
  const { operator, specHash, slots, minUnits, maxUnits, nonce } = input
  return {
    ...{ operator, specHash, slots, minUnits, maxUnits, nonce },
    kind: offerKinds.indexOf(input.kind),
    pricePerUnit: input.pricePerUnitWei,
    maxDuration: input.maxDurationSeconds,
    validUntil: BigInt(input.validUntil),
  }
}

function refused(code: OfferRefusalCode): AppError {
  return new AppError(code, reasonOf(code).sentence)
}
