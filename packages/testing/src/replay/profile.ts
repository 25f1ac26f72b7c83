import type { EventDraft } from './encode-draft.ts'

/** One transaction: the events it emits, in order. */
export type Transaction = readonly EventDraft[]

/** A kind of history. `next` gives the transactions of one block after another; time is in seconds. */
export type Profile = {
  name: string
  blocks: number
  startsAt: number
  secondsPerBlock: number
  next: (block: number, minedAt: number) => Transaction[]
}

export const GENESIS_AT = 1_800_000_000

/** Address number `index` of a family: spread over the whole space, as hashes are. */
export function addressOf(family: number, index: number): `0x${string}` {
  let digits = ''
  let state = (Math.imul(family + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0
  for (let part = 0; part < 5; part++) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0
    state = (Math.imul(state ^ (state >>> 12), 0x297a2d39) ^ index) >>> 0
    digits += state.toString(16).padStart(8, '0')
  }
  return `0x${digits}`
}
