import { bytesToHex, randomBytes } from '@noble/hashes/utils.js'

/** Kinds of ids that do not come from a chain; on-chain things keep their natural key. */
export type IdKind = 'job' | 'request' | 'session' | 'key' | 'delivery' | 'message' | 'webhook'

/** `job_018f3c…`: 48 bits of time, then 80 random bits, so that ids sort by creation. */
export function newId(kind: IdKind, now: Date = new Date()): string {
  const time = now.getTime().toString(16).padStart(12, '0')
  return `${kind}_${time}${bytesToHex(randomBytes(10))}`
}
