import type { Hex } from '@network3/core/hex'

/** The part of a log that decoding needs, as JSON-RPC gives it. */
export type RawLog = { topics: readonly Hex[]; data: Hex }
