import { AppError } from '@network3/core/app-error'
import type { BlockId } from '@network3/db/write/blocks'

/** The chain id of a chain on one's own machine, the only one that may be set back. */
const LOCAL_CHAIN_ID = 31337

export type ForkVerdict =
  | { verdict: 'unwind' }
  | { verdict: 'unwind-final' }
  | { verdict: 'halt'; error: AppError }

export type ForkQuestion = {
  tip: BlockId
  /** The newest block that we and the chain have in common; undefined when there is none we still hold. */
  ancestor: BlockId | undefined
  /** What we were told is final: others may have acted on it. */
  finalized: bigint
  chainId: number
  /** UNWIND_PAST_FINALITY=1 */
  mayUnwindFinal: boolean
}

/**
 * What may be undone. Pure.
 * 1. the fork is above our finalized block → undo;
 * 2. below it, on a local chain that said so beforehand → undo all the same;
 * 3. below it → halt: what was final has changed, and that is for a person to judge;
 * 4. nothing in common at all → halt: it is another chain.
 */
export function judgeFork({ tip, ancestor, finalized, chainId, mayUnwindFinal }: ForkQuestion): ForkVerdict {
  if (ancestor === undefined) {
    return {
      verdict: 'halt',
      error: new AppError(
        'DEPLOYMENT_MISMATCH',
        `The chain has none of the blocks this database was filled from (our tip is block ${tip.number}). ` +
          'It is another chain: point DATABASE_URL at an empty database, or start the local stack with --reset.',
      ),
    }
  }
  if (ancestor.number >= finalized) return { verdict: 'unwind' }
  if (mayUnwindFinal && chainId === LOCAL_CHAIN_ID) return { verdict: 'unwind-final' }
  return {
    verdict: 'halt',
    error: new AppError(
      'REORG_PAST_FINALITY',
      `The chain differs from ours from block ${ancestor.number + 1n} on, but block ${finalized} was final. ` +
        'Nothing was changed. Check the node at RPC_URL; if the chain really was rewritten, index it into an empty database.',
    ),
  }
}
