import { findBlocksBelow } from '@network3/db/write/blocks'
import type { Heads } from '@network3/db/write/tip'
import { unwind } from '../store/unwind.ts'
import { judgeFork } from './finality.ts'
import { findAncestor } from './find-ancestor.ts'
import { lowerOf } from './interval.ts'
import type { SyncContext, SyncState } from './sync-context.ts'

/**
 * Undoes our blocks down to the newest one the chain has as well, if that may be (finality.ts). A chain that only
 * ends below our tip, with blocks of ours, is a node that lags: nothing is undone, unless the chain is a local one,
 * which has no nodes that lag and was set back. Throws REORG_PAST_FINALITY or DEPLOYMENT_MISMATCH, with nothing changed, if it may not.
 */
export async function resolveFork(
  context: SyncContext,
  state: SyncState,
  heads: Heads,
): Promise<'unwound' | 'behind'> {
  const { writer, metrics, logger } = context
  const tip = state.tip
  const { ancestor, differs } = await findAncestor(
    context.chain,
    (below, limit) => writer.transaction((tx) => findBlocksBelow(tx, below, limit)),
    tip,
  )
  if (ancestor !== undefined && !differs && !context.mayUnwindFinal) return 'behind'
  const fork = judgeFork({
    ...{ tip, ancestor, finalized: state.finalized },
    ...{ chainId: context.chainId, mayUnwindFinal: context.mayUnwindFinal },
  })
  if (fork.verdict === 'halt') throw fork.error
  // The tip itself matches: the chain changed its mind between two requests, and there is nothing to undo.
  if (ancestor === undefined || ancestor.hash === tip.hash) return 'unwound'
  const lower = lowerOf(heads.finalized, ancestor.number)
  const finalized = fork.verdict === 'unwind-final' ? lower : undefined
  const endTimer = metrics.commitSeconds.startTimer({ kind: 'reorg' })
  const removed = await writer.transaction((tx) =>
    unwind(
      tx,
      { from: tip, to: ancestor, heads, ...(finalized === undefined ? {} : { finalized }) },
      context.clock,
    ),
  )
  const durationMs = Math.round(endTimer() * 1000)
  const depth = Number(tip.number - ancestor.number)
  state.tip = ancestor
  state.finalized = finalized ?? state.finalized
  metrics.reorgs.inc()
  metrics.reorgBlocks.inc(depth)
  metrics.tip.set(Number(ancestor.number))
  logger.warn(
    { depth, removed, ancestor: String(ancestor.number), pastFinality: finalized !== undefined, durationMs },
    'reorg was undone',
  )
  context.onCommit({ tip: state.tip, applied: undefined, phase: 'live' })
  return 'unwound'
}
