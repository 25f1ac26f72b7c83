import { AppError } from '@network3/core/app-error'
import { reasonOf } from '@network3/core/reasons'

/** The tip, or UNAVAILABLE while nothing has been indexed: no page can be true of a block before the first. */
export function requireTip<T>(tip: T | undefined): T {
  if (tip === undefined)
    throw new AppError('UNAVAILABLE', reasonOf('INDEXER_EMPTY').sentence, { retryable: true })
  return tip
}

/** asOf of an answer. */
export function encodeTip(tip: { blockNumber: bigint; minedAt: Date }): {
  blockNumber: number
  minedAt: string
} {
  return { blockNumber: Number(tip.blockNumber), minedAt: tip.minedAt.toISOString() }
}
