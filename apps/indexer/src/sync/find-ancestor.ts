import type { BlockHeader, BlockId } from '@network3/db/write/blocks'
import type { ChainSource } from '../rpc/chain-source.ts'

/** Our own headers, newest first, at or below a number. */
export type OwnBlocks = (below: bigint, limit: number) => Promise<BlockId[]>

const FIRST_PAGE = 32
const LARGEST_PAGE = 256

/**
 * The newest block that both we and the chain have. If the chain has a block of ours it has all below it, so the
 * search goes down in growing pages and stops at the first one that matches. Undefined when none does.
 */
export async function findAncestor(
  chain: Pick<ChainSource, 'headers'>,
  ownBlocks: OwnBlocks,
  tip: BlockId,
): Promise<BlockHeader | undefined> {
  let below = tip.number
  for (let limit = FIRST_PAGE; ; limit = Math.min(limit * 2, LARGEST_PAGE)) {
    const own = await ownBlocks(below, limit)
    const last = own.at(-1)
    if (last === undefined) return undefined
    const theirs = await chain.headers(own.map(({ number }) => number))
    const match = own.findIndex(({ hash }, index) => theirs[index]?.hash === hash)
    if (match !== -1) return theirs[match]
    below = last.number - 1n
  }
}
