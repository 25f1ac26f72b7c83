import { isAppError } from '@network3/core/app-error'
import type { OfferKind } from '@network3/core/lease-state'
import { leastUnits } from '@network3/core/offer-state'
import { parseN3 } from '@network3/core/parse-n3'

/** What is typed into the form of an offer. */
export type TermTexts = {
  kind: OfferKind
  price: string
  slots: string
  minUnits: string
  maxUnits: string
  hours: string
  days: string
}

export type Terms = {
  kind: OfferKind
  pricePerUnitWei: bigint
  slots: number
  minUnits: bigint
  maxUnits: bigint
  maxDurationSeconds: number
  validSeconds: number
}

export type TermProblems = Partial<Record<Exclude<keyof TermTexts, 'kind'>, string>>

const MAX_UINT96 = (1n << 96n) - 1n
const MAX_UINT64 = (1n << 64n) - 1n

/** The terms, or what is wrong with each field. What the API and LeaseMarket refuse is refused here first. */
export function readTerms(texts: TermTexts): { terms: Terms | undefined; problems: TermProblems } {
  const problems: TermProblems = {}
  const pricePerUnitWei = readPrice(texts.price, problems)
  const slots = Number(readWhole(texts.slots, 1n, 0xffff_ffffn, 'slots', problems))
  const minUnits = readWhole(texts.minUnits, 0n, MAX_UINT64, 'minUnits', problems)
  const maxUnits = readWhole(texts.maxUnits, 1n, MAX_UINT64, 'maxUnits', problems)
  const maxDurationSeconds = readSpan(texts.hours, 3_600, 0xffff_ffff, 'hours', problems)
  const validSeconds = readSpan(texts.days, 86_400, 10 * 365 * 86_400, 'days', problems)
  const least = leastUnits({ minUnits }, 1)
  if (problems.minUnits === undefined && problems.maxUnits === undefined && least > maxUnits) {
    problems.maxUnits = `One slot needs ${least} units: offer at least as many.`
  }
  if (Object.keys(problems).length > 0) return { terms: undefined, problems }
  const { kind } = texts
  const amounts = { pricePerUnitWei, slots, minUnits, maxUnits }
  return { terms: { kind, ...amounts, maxDurationSeconds, validSeconds }, problems }
}

function readPrice(text: string, problems: TermProblems): bigint {
  try {
    const wei = parseN3(text)
    if (wei > MAX_UINT96) problems.price = 'That is more than a price can be.'
    return wei
  } catch (error) {
    if (!isAppError(error, 'AMOUNT_INVALID')) throw error
    problems.price = text.trim() === '' ? 'Enter a price; 0 gives it away.' : error.message
    return 0n
  }
}

type WholeField = 'slots' | 'minUnits' | 'maxUnits'

function readWhole(text: string, least: bigint, most: bigint, field: WholeField, problems: TermProblems) {
  const digits = text.replaceAll(/[\s,]/g, '')
  const value = /^\d{1,20}$/.test(digits) ? BigInt(digits) : -1n
  if (value >= least && value <= most) return value
  problems[field] = `Enter a whole number from ${least} on.`
  return 0n
}

/** Whole seconds of a number of hours or days, which may have a fraction. */
function readSpan(
  text: string,
  unitSeconds: number,
  most: number,
  field: 'hours' | 'days',
  problems: TermProblems,
): number {
  const plain = text.trim().replace(',', '.')
  const seconds = /^\d{1,9}(\.\d{1,4})?$/.test(plain) ? Math.round(Number(plain) * unitSeconds) : 0
  if (seconds >= 60 && seconds <= most) return seconds
  problems[field] = seconds > most ? 'That is longer than it can be.' : 'Enter at least a minute.'
  return 0
}
