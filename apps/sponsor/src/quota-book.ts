import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import type { SponsorRefusalCode } from '@network3/core/pairing-reasons'
import { reasonOf } from '@network3/core/reasons'
import { addressField } from '@network3/protocol/node/fields'
import { z } from 'zod'

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

const DAY_MS = 86_400_000
/** The registry takes a node once; a second try is for a transaction that got lost. */
const TRIES_PER_NODE = 3

/**
 * A file of JSON lines, each synced before the money moves, so that killing the sponsor gives nobody a second helping.
 * Entries older than a day are dropped when it is opened. Half a line at the end was never answered and is cut off.
 */
export function openQuotaBook(path: string, limits: QuotaLimits, now: () => number): QuotaBook {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  let entries = readEntries(path, now() - DAY_MS)
  rewrite(path, entries)
  const file = openSync(path, 'a', 0o600)

  const append = (entry: Entry) => {
    writeSync(file, `${JSON.stringify(entry)}\n`)
    fsyncSync(file)
  }
  const count = (matches: (entry: Entry) => boolean) => entries.filter(matches).length
  return {
    reserve: (claim) => {
      entries = entries.filter(({ at }) => at > now() - DAY_MS)
      const { node, operator, network } = claim
      if (count((entry) => entry.node === node) >= TRIES_PER_NODE) throw refused('SPONSOR_NODE_LIMIT')
      if (count((entry) => entry.operator === operator) >= limits.perOperator)
        throw refused('SPONSOR_OPERATOR_LIMIT')
      if (count((entry) => entry.network === network) >= limits.perNetwork)
        throw refused('SPONSOR_NETWORK_LIMIT')
      if (entries.length >= limits.together) throw refused('SPONSOR_DAY_LIMIT')
      const entry = { at: now(), ...claim }
      append(entry)
      entries.push(entry)
    },
    release: (claim) => {
      append({ at: now(), ...claim, undo: true })
      entries = withoutLast(entries, claim.node)
    },
    size: () => count(({ at }) => at > now() - DAY_MS),
    close: () => closeSync(file),
  }
}

function readEntries(path: string, since: number): Entry[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  let entries: Entry[] = []
  for (const [index, line] of whole.split('\n').entries()) {
    if (line === '') continue
    const parsed = entrySchema.safeParse(parseJson(line))
    if (!parsed.success) {
      throw new AppError('ENV_INVALID', `Line ${index + 1} of ${path} is damaged: move the file away.`)
    }
    const entry = parsed.data
    if (entry.undo === true) entries = withoutLast(entries, entry.node)
    else if (entry.at > since) entries.push(entry)
  }
  return entries
}

function withoutLast(entries: readonly Entry[], node: Address): Entry[] {
  const last = entries.findLastIndex((entry) => entry.node === node)
  return entries.filter((_, index) => index !== last)
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function rewrite(path: string, entries: readonly Entry[]): void {
  const draft = `${path}.tmp`
  const file = openSync(draft, 'w', 0o600)
  try {
    ftruncateSync(file)
    for (const entry of entries) writeSync(file, `${JSON.stringify(entry)}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
}

function refused(code: SponsorRefusalCode): AppError {
  return new AppError(code, reasonOf(code).sentence)
}
