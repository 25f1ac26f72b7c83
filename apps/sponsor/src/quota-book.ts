import { AppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import type { SponsorRefusalCode } from '@network3/core/pairing-reasons'
import { reasonOf } from '@network3/core/reasons'
import { addressField } from '@network3/protocol/node/fields'
import { z } from 'zod'
import { openDayBook } from './day-book.ts'

/** Registrations paid for in 24 hours. */
export type QuotaLimits = { perOperator: number; perNetwork: number; together: number }

const entrySchema = z.strictObject({
  /** Unix milliseconds. */
  at: z.int().nonnegative(),
  node: addressField,
  operator: addressField,
  network: z.string(),
  /** Takes the last entry of this node back: nothing was spent. */
  undo: z.literal(true).optional(),
})
type Entry = z.infer<typeof entrySchema>
type QuotaClaim = { node: Address; operator: Address; network: string }

export type QuotaBook = {
  /**
   * Notes, durably, that a registration will be paid for. Throws SPONSOR_NODE_LIMIT, SPONSOR_OPERATOR_LIMIT,
   * SPONSOR_NETWORK_LIMIT, SPONSOR_DAY_LIMIT.
   */
  reserve(claim: QuotaClaim): void
  /** Takes a reservation back, when nothing was spent after all. */
  release(claim: QuotaClaim): void
  /** Entries that count now. */
  size(): number
  close(): void
}

/** The registry takes a node once; a second try is for a transaction that got lost. */
const TRIES_PER_NODE = 3

/** Whom the sponsor paid for today; it outlives a kill (openDayBook). */
export function openQuotaBook(path: string, limits: QuotaLimits, now: () => number): QuotaBook {
  const book = openDayBook(path, entrySchema, now)
  const standing = () => book.entries().reduce<Entry[]>(applyEntry, [])
  return {
    reserve: (claim) => {
      const entries = standing()
      const count = (matches: (entry: Entry) => boolean) => entries.filter(matches).length
      const { node, operator, network } = claim
      if (count((entry) => entry.node === node) >= TRIES_PER_NODE) throw refused('SPONSOR_NODE_LIMIT')
      if (count((entry) => entry.operator === operator) >= limits.perOperator)
        throw refused('SPONSOR_OPERATOR_LIMIT')
      if (count((entry) => entry.network === network) >= limits.perNetwork)
        throw refused('SPONSOR_NETWORK_LIMIT')
      if (entries.length >= limits.together) throw refused('SPONSOR_DAY_LIMIT')
      book.append({ at: now(), ...claim })
    },
    release: (claim) => book.append({ at: now(), ...claim, undo: true }),
    size: () => standing().length,
    close: book.close,
  }
}

/** Adds an entry, or takes the last one of its node back. */
function applyEntry(entries: Entry[], entry: Entry): Entry[] {
  if (entry.undo !== true) {
    entries.push(entry)
    return entries
  }
  const last = entries.findLastIndex(({ node }) => node === entry.node)
  return entries.filter((_, index) => index !== last)
}

function refused(code: SponsorRefusalCode): AppError {
  return new AppError(code, reasonOf(code).sentence)
}
