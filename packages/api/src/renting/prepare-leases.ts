import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { encodeOrders, type OpenOrder } from '@network3/chain/lease-typed-data'
import { shortenAddress } from '@network3/core/address'
import { AppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import { offerKinds } from '@network3/core/lease-state'
import { reasonOf } from '@network3/core/reasons'
import { formatWei } from '@network3/core/units'
import { getOffers } from '@network3/db/queries/offer/find-offers'
import type { Offer } from '@network3/db/queries/offer/offer-row'
import { encodeFunctionData } from 'viem'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import { readOfferClock } from '../domain/offer-clock.ts'
import { encodeAddress } from '../encode/address.ts'
import type { preparedLeasesOutput } from '../routers/leases/call-fields.ts'
import { marketOfferOf } from './find-market.ts'
import { offerFull } from './offer-full.ts'
import type { Quote } from './read-quote.ts'
import { tryCall } from './try-call.ts'

/**
 * One call of the token that pays for all leases of a quote and opens them, all or nothing: 1. the quote still holds;
 * 2. each offer has what was quoted of it, by our records; 3. the chain, asked to do it, would. Throws QUOTE_EXPIRED,
 * OFFER_EXPIRED, OFFER_CANCELLED, OFFER_FULL, OFFER_BELOW_SELF_STAKE, BALANCE_TOO_SMALL, MARKET_PAUSED, RENT_REFUSED.
 */
export async function prepareLeases(
  ctx: Context,
  { quote, renter, voucherSigner }: { quote: Quote; renter: Address; voucherSigner: Address },
): Promise<z.input<typeof preparedLeasesOutput>> {
  const clock = await readOfferClock(ctx)
  if (clock.now >= new Date(quote.expiresAt)) {
    throw new AppError('QUOTE_EXPIRED', reasonOf('QUOTE_EXPIRED').sentence, {
      details: { expiresAt: quote.expiresAt },
    })
  }
  const stored = await getOffers(
    ctx.pool,
    clock,
    quote.lines.map(({ offerId }) => offerId),
  )
  const offers = new Map(stored.map((offer) => [offer.id, offer]))
  const orders = quote.lines.map((line) => {
    const offer = offers.get(line.offerId)
    if (offer === undefined) throw new Error('offers are never forgotten')
    checkRoom(offer, line, clock.now)
    return orderOf(offer, line, voucherSigner)
  })
  const totalWei = BigInt(quote.totalWei)
  const { chainId, contracts } = ctx.deployment
  const data = encodeFunctionData({
    abi: n3TokenAbi,
    functionName: 'transferAndCall',
    args: [contracts.leaseMarket, totalWei, encodeOrders(orders)],
  })
  const to = contracts.n3Token
  await tryCall(ctx, { from: renter, to, data })
  const leases = quote.lines.length === 1 ? '1 lease' : `${quote.lines.length} leases, all or none`
  const says = `${formatWei(totalWei, { group: true })} N3 go into escrow and open ${leases}.`
  const call = { to: encodeAddress(to), data, valueWei: '0', does: 'transfer-and-call' as const, says }
  return {
    ...{ chainId, calls: [call], totalWei: quote.totalWei, expiresAt: quote.expiresAt },
    says: [says, ...quote.lines.map((line) => saysOf(line, quote.unit)), ...saysAfter(quote, voucherSigner)],
  }
}

type Line = Quote['lines'][number]

function checkRoom(stored: Offer, line: Line, now: Date): void {
  const offer = marketOfferOf(stored, now)
  const { state, freeSlots, leftUnits } = offer
  const about = { offerId: line.offerId }
  if (state === 'OFFER_EXPIRED' || state === 'OFFER_CANCELLED' || state === 'OFFER_BELOW_SELF_STAKE')
    throw new AppError(state, reasonOf(state).sentence, { details: about })
  if (line.slots > freeSlots) throw offerFull('slots', about, line.slots, freeSlots)
  if (BigInt(line.units) > leftUnits) throw offerFull('units', about, line.units, leftUnits)
}

function orderOf(offer: Offer, line: Line, voucherSigner: Address): OpenOrder {
  const { operator, specHash, slots, minUnits, maxUnits, nonce, pricePerUnitWei } = offer
  return {
    offer: {
      ...{ operator, specHash, slots, minUnits, maxUnits, nonce },
      kind: offerKinds.indexOf(offer.kind),
      pricePerUnit: pricePerUnitWei,
      maxDuration: offer.maxDurationSeconds,
      validUntil: BigInt(Math.floor(offer.validUntil.getTime() / 1000)),
    },
    ...{ signature: offer.signature, slots: line.slots, units: BigInt(line.units) },
    maxPricePerUnit: BigInt(line.pricePerUnitWei),
    voucherSigner,
  }
}

function saysOf(line: Line, unit: Quote['unit']): string {
  const slots = line.slots === 1 ? '1 slot' : `${line.slots} slots`
  const price = formatWei(BigInt(line.pricePerUnitWei))
  const least = line.minUnits === '0' ? '' : ` At least ${line.minUnits} of them are due even if unused.`
  return `${shortenAddress(line.operator)} lends ${slots} and ${line.units} units (${unit}) at ${price} N3 each, for up to ${line.durationSeconds} s.${least}`
}

function saysAfter(quote: Quote, voucherSigner: Address): string[] {
  return [
    `Only units that vouchers of ${shortenAddress(voucherSigner)} name are paid; the rest comes back when a lease closes.`,
    ...(quote.unfilled === '0' ? [] : [`${quote.unfilled} units asked for are not in it.`]),
  ]
}
