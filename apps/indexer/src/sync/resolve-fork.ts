import { findBlocksBelow } from '@network3/db/write/blocks'
import type { Heads } from '@network3/db/write/tip'
import { unwind } from '../store/unwind.ts'
import { judgeFork } from './finality.ts'
import { findAncestor } from './find-ancestor.ts'
import { lowerOf } from './interval.ts'
import type { SyncContext, SyncState } from './sync-context.ts'

/**
 * Undoes our blocks down to the newest one the chain has as well, if that may be (finality.ts).
 * Throws REORG_PAST_FINALITY or DEPLOYMENT_MISMATCH, with nothing changed, if it may not.
 */
export async function resolveFork(context: SyncContext, state: SyncState, heads: Heads): Promise<void> {
  const { writer, metrics, logger } = context
  const tip = state.tip
  const ancestor = await findAncestor(
    context.chain,
    (below, limit) => writer.transaction((tx) => findBlocksBelow(tx, below, limit)),
    tip,
  )
  const fork = judgeFork({
    ...{ tip, ancestor, finalized: state.finalized },
    ...{ chainId: context.chainId, mayUnwindFinal: context.mayUnwindFinal },
  })
  if (fork.verdict === 'halt') throw fork.error
  // The tip itself matches: the chain changed its mind between two requests, and there is nothing to undo.
  if (ancestor === undefined || ancestor.hash === tip.hash) return
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
  context.onCommit({ tip: state.tip, changes: undefined })
}
