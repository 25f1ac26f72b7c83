import type { Hex } from '@network3/core/hex'

/** Where in the chain a stream's reader is. Log index MAXIMUM: past every event of the block. */
export type LivePlace = { blockNumber: bigint; logIndex: number; blockHash: Hex | string }

/** Past every log of a block: the largest int4, which is what the column holds. */
export const AFTER_BLOCK = 2_147_483_647

/** An id that says where to go on, and by eight digits of the hash on which fork. */
export function encodeLiveId({ blockNumber, logIndex, blockHash }: LivePlace): string {
  return `${blockNumber}-${logIndex}-${blockHash.slice(0, 10)}`
}

/** Reads an id; undefined for anything that is not one. The hash it gives back is the eight digits only. */
export function parseLiveId(id: string): LivePlace | undefined {
  const match = /^(\d{1,18})-(\d{1,10})-(0x[0-9a-f]{8})$/.exec(id)
  if (match === null) return undefined
  const [, blockNumber = '', logIndex = '', blockHash = ''] = match
  const place = { blockNumber: BigInt(blockNumber), logIndex: Number(logIndex), blockHash }
  return place.logIndex <= AFTER_BLOCK ? place : undefined
}
