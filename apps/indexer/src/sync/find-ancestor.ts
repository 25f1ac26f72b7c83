import type { BlockHeader, BlockId } from '@network3/db/write/blocks'
import type { ChainSource } from '../rpc/chain-source.ts'

/** Our own headers, newest first, at or below a number. */
export type OwnBlocks = (below: bigint, limit: number) => Promise<BlockId[]>

const FIRST_PAGE = 32
const LARGEST_PAGE = 256

export type CommonGround = {
  /** The newest block that both have; undefined when there is none. */
  ancestor: BlockHeader | undefined
  /** The chain has another block where we have one. False when it merely ends below our tip. */
  differs: boolean
}

/**
 * What we and the chain have in common. If the chain has a block of ours it has all below it, so the search goes
 * down in growing pages and stops at the first one that matches.
 */
export async function findAncestor(
  chain: Pick<ChainSource, 'headers'>,
  ownBlocks: OwnBlocks,
  tip: BlockId,
): Promise<CommonGround> {
  let below = tip.number
  let differs = false
  for (let limit = FIRST_PAGE; ; limit = Math.min(limit * 2, LARGEST_PAGE)) {
    const own = await ownBlocks(below, limit)
    const last = own.at(-1)
    if (last === undefined) return { ancestor: undefined, differs }
    const theirs = await chain.headers(own.map(({ number }) => number))
    const match = own.findIndex(({ hash }, index) => theirs[index]?.hash === hash)
    const above = match === -1 ? theirs : theirs.slice(0, match)
    differs ||= above.some((header) => header !== undefined)
    if (match !== -1) return { ancestor: theirs[match], differs }
    below = last.number - 1n
  }
}
