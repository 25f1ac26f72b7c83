import { AppError } from '@network3/core/app-error'
import { unitOfKind } from '@network3/core/lease-state'
import { lesser } from '@network3/core/lesser'
import { type Basket, fillBasket, type Want } from '@network3/core/market/fill-basket'
import type { Requirements } from '@network3/core/market/judge-offer'
import type { MarketOffer } from '@network3/core/market/market-offer'
import type { Condition } from '@network3/core/market/parse-query'
import type { RentSpec } from '@network3/core/market/rent-spec'
import { formatWei } from '@network3/core/units'
import type { Db } from '@network3/db/pool'
import type { OfferClock } from '@network3/db/queries/offer/find-offers'
import type { z } from 'zod'
import { encodeAddress } from '../encode/address.ts'
import { encodeReason } from '../encode/reason.ts'
import type { quoteOutput } from '../routers/offers/quote-fields.ts'
import { findAlternatives, networkFull } from './explain-shortage.ts'
import { findCheapest, marketOfferOf } from './find-market.ts'
import { wantOf } from './want-of.ts'

/** How long a price is promised. */
const QUOTE_MS = 60_000
/** Offers read at first, three times as many whenever they were too few, and at most for one quote. */
const FIRST_CHUNK = 60
const MOST_READ = 600
/** Offers looked at to say why nothing fits. */
const EXPLAINED = 300

export type QuoteRequest = {
  quoteId: string
  spec: RentSpec
  conditions: readonly Condition[]
  asked: { units: bigint } | { nodes: number; hours: number }
  budgetWei?: bigint | undefined
}

/** Fills a basket from the cheapest offers that fit. Throws NETWORK_FULL, BUDGET_TOO_SMALL, INPUT_INVALID. */
export async function makeQuote(
  db: Db,
  clock: OfferClock,
  request: QuoteRequest,
): Promise<z.input<typeof quoteOutput>> {
  const { quoteId, spec, conditions, asked, budgetWei } = request
  // A quote takes slots from several offers together, so that no offer needs them all.
  const each = conditions.filter((condition) => !isSpecSlots(spec, condition))
  const { want, requirements } = wantOf(spec, asked, each)
  const { basket, offers } = await fillFromMarket(db, clock, want, requirements)
  const explain = async () => {
    const kind: Condition = { type: 'compare', field: 'kind', operator: '=', value: spec.kind }
    const rows = await findCheapest(db, { ...clock, conditions: [kind], which: 'standing', limit: EXPLAINED })
    return rows.map((row) => marketOfferOf(row, clock.now))
  }
  if (basket.lines.length === 0) throw networkFull(spec.kind, await explain(), requirements)
  if (budgetWei !== undefined && basket.totalWei > budgetWei) throw budgetTooSmall(basket, budgetWei)
  const isFull = basket.unfilledUnits === 0n
  const ends = basket.lines.map(({ offerId }) => requireOffer(offers, offerId).validUntil.getTime())
  const expiresAt = Math.min(clock.now.getTime() + QUOTE_MS, ...ends)
  return {
    quoteId,
    madeAt: clock.now.toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    ...{ kind: spec.kind, unit: unitOfKind[spec.kind] },
    lines: basket.lines.map((line) => ({
      ...{ offerId: line.offerId, operator: encodeAddress(line.operator), slots: line.slots },
      ...{ units: String(line.units), pricePerUnitWei: String(line.pricePerUnitWei) },
      ...{ amountWei: String(line.amountWei), minUnits: String(line.minUnits) },
      durationSeconds: requireOffer(offers, line.offerId).maxDurationSeconds,
    })),
    totalWei: String(basket.totalWei),
    unfilled: String(basket.unfilledUnits),
    reason: encodeReason(isFull ? 'QUOTE_FULL' : 'QUOTE_PARTIAL'),
    alternatives: isFull ? [] : findAlternatives(await explain(), requirements),
  }
}

type ReadOffer = MarketOffer & { validUntil: Date }

/** Reads as many offers as it takes. */
async function fillFromMarket(db: Db, clock: OfferClock, want: Want, requirements: Requirements) {
  const { conditions, mostMinUnits } = requirements
  const offers: ReadOffer[] = []
  let basket: Basket
  let after: { key: bigint; id: `0x${string}` } | undefined
  let rows: Awaited<ReturnType<typeof findCheapest>>
  let limit = FIRST_CHUNK / 3
  do {
    limit = Math.min(3 * limit, MOST_READ - offers.length)
    rows = await findCheapest(db, { ...clock, conditions, which: 'open', limit, after })
    offers.push(...rows.map((row) => ({ ...marketOfferOf(row, clock.now), validUntil: row.validUntil })))
    const fitting = offers.filter(({ minUnits }) => mostMinUnits === undefined || minUnits <= mostMinUnits)
    basket = fillBasket(want, fitting)
    const last = rows.at(-1)
    after = last && { key: last.sortKey, id: last.id }
  } while (basket.unfilledUnits > 0n && rows.length === limit && offers.length < MOST_READ)
  return { basket, offers }
}

function isSpecSlots({ slots }: RentSpec, condition: Condition): boolean {
  const { type } = condition
  if (type !== 'compare' || slots === undefined) return false
  return condition.field === 'slots' && condition.operator === '>=' && condition.value === String(slots)
}

function requireOffer(offers: readonly ReadOffer[], id: string): ReadOffer {
  const offer = offers.find((known) => known.id === id)
  if (offer === undefined) throw new Error('a basket is filled from the offers it was given')
  return offer
}

function budgetTooSmall({ totalWei, lines }: Basket, budgetWei: bigint): AppError {
  const units = lines.reduce((sum, line) => sum + line.units, 0n)
  const affordable = affordableUnits(lines, budgetWei)
  const details = { needWei: String(totalWei), haveWei: String(budgetWei), units: String(units) }
  return new AppError(
    'BUDGET_TOO_SMALL',
    `The cheapest ${units} units cost ${formatWei(totalWei)} N3; the budget of ${formatWei(budgetWei)} N3 pays for ${affordable} of them.`,
    { details: { ...details, affordableUnits: String(affordable) } },
  )
}

function affordableUnits(lines: Basket['lines'], budgetWei: bigint): bigint {
  let [rest, affordable] = [budgetWei, 0n]
  for (const { units, pricePerUnitWei } of lines) {
    const taken = pricePerUnitWei === 0n ? units : lesser(units, rest / pricePerUnitWei)
    affordable += taken
    rest -= taken * pricePerUnitWei
  }
  return affordable
}
