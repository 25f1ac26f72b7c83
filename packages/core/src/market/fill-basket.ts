import type { Address, Hex } from '../hex.ts'
import { lesser } from '../lesser.ts'
import type { MarketOffer } from './market-offer.ts'

/**
 * What is to be rented: units however they come, over as many slots as it takes; or so many slots with the same number
 * of units each. `distinctNodes`: each slot is to have a node of its own, counted as named.
 */
export type Want =
  | { units: bigint }
  | { slots: number; unitsPerSlot: bigint; distinctNodes?: keyof MarketOffer['nodes'] | undefined }

export type BasketLine = {
  offerId: Hex
  operator: Address
  slots: number
  units: bigint
  pricePerUnitWei: bigint
  amountWei: bigint
  /** Due even if unused: the offer's minimum times the slots. */
  minUnits: bigint
}

export type Basket = { lines: BasketLine[]; totalWei: bigint; unfilledUnits: bigint }

/** Orders in one transaction: as many as fit into a block with room to spare. */
export const MAX_BASKET_LINES = 30

/**
 * Fills a basket from offers in the order given (cheapest first), all of which match what is wanted. What a line takes
 * can be opened as it is: slots free, units left, its minimum kept, and, of compute, no more than its slots can use
 * while the lease runs. An offer that only fits in part gives that part.
 */
export function fillBasket(want: Want, offers: readonly MarketOffer[]): Basket {
  const lines: BasketLine[] = []
  const slotsOf = new Map<Address, number>()
  let left = 'units' in want ? want.units : BigInt(want.slots) * want.unitsPerSlot
  for (const offer of offers) {
    if (left === 0n || lines.length === MAX_BASKET_LINES) break
    const taken =
      'units' in want
        ? takeUnits(offer, left)
        : takeSlots(offer, want, left, slotsOf.get(offer.operator) ?? 0)
    if (taken === undefined) continue
    const { slots, units } = taken
    left -= units
    slotsOf.set(offer.operator, (slotsOf.get(offer.operator) ?? 0) + slots)
    lines.push({
      ...{ offerId: offer.id, operator: offer.operator, slots, units },
      ...{ pricePerUnitWei: offer.pricePerUnitWei, amountWei: units * offer.pricePerUnitWei },
      minUnits: offer.minUnits * BigInt(slots),
    })
  }
  const totalWei = lines.reduce((sum, { amountWei }) => sum + amountWei, 0n)
  return { lines, totalWei, unfilledUnits: left }
}

type Taken = { slots: number; units: bigint } | undefined

/** As many units as it has, over the fewest slots that can use them. */
function takeUnits(offer: MarketOffer, wanted: bigint): Taken {
  const duration = BigInt(offer.maxDurationSeconds)
  const usable = offer.kind === 'compute' ? BigInt(offer.freeSlots) * duration : offer.leftUnits
  const units = least(wanted, offer.leftUnits, usable)
  const slots = offer.kind === 'compute' ? Number((units + duration - 1n) / duration) : 1
  if (units === 0n || slots > offer.freeSlots) return undefined
  return units >= offer.minUnits * BigInt(slots) ? { slots, units } : undefined
}

/** As many slots as it has, with the units each is to have. */
function takeSlots(
  offer: MarketOffer,
  want: Exclude<Want, { units: bigint }>,
  wanted: bigint,
  slotsOfOperator: number,
): Taken {
  const { unitsPerSlot, distinctNodes } = want
  if (unitsPerSlot < offer.minUnits || unitsPerSlot === 0n) return undefined
  if (offer.kind === 'compute' && unitsPerSlot > BigInt(offer.maxDurationSeconds)) return undefined
  const nodes = distinctNodes === undefined ? offer.freeSlots : offer.nodes[distinctNodes] - slotsOfOperator
  const room = least(BigInt(offer.freeSlots), BigInt(Math.max(0, nodes)), offer.leftUnits / unitsPerSlot)
  const slots = least(room, wanted / unitsPerSlot)
  return slots === 0n ? undefined : { slots: Number(slots), units: slots * unitsPerSlot }
}

function least(...values: [bigint, ...bigint[]]): bigint {
  return values.reduce(lesser)
}
