import { offerTypedData } from '@network3/chain/lease-typed-data'
import { offerKinds } from '@network3/core/lease-state'
import { getNextNonce } from '@network3/db/queries/offer/get-next-nonce'
import { getTypesForEIP712Domain, hashTypedData, keccak256 } from 'viem'
import { encodeAddress } from '../../encode/address.ts'
import { publicProcedure } from '../../trpc.ts'
import { checkTerms } from './check-terms.ts'
import { getTemplateInput, getTemplateOutput } from './get-template.schema.ts'

const NOTHING_SAID = keccak256('0x')

export const getTemplate = publicProcedure
  .meta({
    summary: 'The typed data an operator signs for a new offer, with the next free nonce; no gas.',
    rest: { method: 'GET', path: '/offers/template' },
  })
  .input(getTemplateInput)
  .output(getTemplateOutput)
  .query(async ({ ctx, input }) => {
    const { kind, slots, minUnits, maxUnits, maxDurationSeconds, pricePerUnitWei } = input
    const specHash = input.specHash ?? NOTHING_SAID
    const operator = encodeAddress(input.operator)
    const now = new Date(ctx.clock.now())
    const validUntil = Math.floor(now.getTime() / 1000) + input.validSeconds
    checkTerms({ minUnits, maxUnits, validUntil }, now)
    const nonce = await getNextNonce(ctx.pool, input.operator)
    const { chainId, contracts } = ctx.deployment
    const typedData = offerTypedData(chainId, contracts.leaseMarket, {
      ...{ operator, kind: offerKinds.indexOf(kind), specHash, slots, minUnits, maxUnits, nonce },
      ...{ pricePerUnit: pricePerUnitWei, maxDuration: maxDurationSeconds, validUntil: BigInt(validUntil) },
    })
    const { domain, types, primaryType, message } = typedData
    const amounts = {
      ...{ minUnits: String(minUnits), maxUnits: String(maxUnits), nonce: String(nonce) },
    }
    return {
      offerId: hashTypedData(typedData),
      typedData: {
        ...{ domain, primaryType },
        types: { EIP712Domain: [...getTypesForEIP712Domain({ domain })], Offer: [...types.Offer] },
        message: {
          ...{ ...message, ...amounts, pricePerUnit: String(pricePerUnitWei) },
          validUntil: String(validUntil),
        },
      },
      publish: {
        ...{ operator, kind, specHash, slots, maxDurationSeconds, validUntil, ...amounts },
        pricePerUnitWei: String(pricePerUnitWei),
      },
    }
  })
