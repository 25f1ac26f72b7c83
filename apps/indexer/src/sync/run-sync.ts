import { isAppError, toAppError } from '@network3/core/app-error'
import { pruneBlocks } from '@network3/db/write/blocks'
import { type Clock, systemClock } from '@network3/service/clock'
import type { NotReadyReason } from '@network3/service/health-server'
import { backOffMs } from '@network3/service/retry'
import { backfill } from './backfill.ts'
import { ensureEventIndices } from './defer-indices.ts'
import { follow } from './follow.ts'
import type { IndexerStatus } from './indexer-status.ts'
import { createPollInterval } from './poll-interval.ts'
import { reportProviders } from './report-providers.ts'
import { resolveFork } from './resolve-fork.ts'
import type { SyncContext, SyncState } from './sync-context.ts'

/** Finalized blocks between two prunings of headers nobody needs any more. */
const PRUNE_EVERY = 256n

/** What is waited out here; everything else ends the session. */
const TROUBLE_WITH_NODES = ['RPC_UNREACHABLE', 'RPC_ANSWER_INVALID', 'PROVIDERS_DISAGREE'] as const

const BEHIND: NotReadyReason = {
  code: 'INDEXER_STALE',
  message: 'The node is behind what is indexed already; waiting for it to catch up.',
}

/**
 * Follows the chain until the signal. Trouble with the node is waited out here, with the database's session kept;
 * everything else is thrown to the caller.
 */
export async function runSync(
  context: SyncContext,
  state: SyncState,
  status: IndexerStatus,
  clock: Clock = systemClock,
): Promise<void> {
  const poll = createPollInterval()
  let failures = 0
  let prunedTo = state.finalized
  while (!context.signal.aborted) {
    const before = state.tip.number
    try {
      const isCurrent = await syncOnce(context, state, status, poll, clock)
      failures = 0
      context.watch.agreed(state.tip.number)
      await reportProviders(context)
      if (state.finalized >= prunedTo + PRUNE_EVERY) {
        await context.writer.transaction((tx) => pruneBlocks(tx, state.finalized))
        prunedTo = state.finalized
      }
      if (isCurrent) await clock.sleep(poll.ms(), context.signal)
    } catch (caught) {
      const error = toAppError(caught)
      if (!isAppError(error, ...TROUBLE_WITH_NODES)) throw error
      // Who came forward all the same does not wait longer and longer.
      failures = state.tip.number > before ? 1 : failures + 1
      status.problem = { code: error.code, message: error.message }
      const waitMs = backOffMs(failures, { baseMs: 100, maxMs: 5_000 })
      context.logger.warn({ err: error, failures, waitMs }, 'asking the node failed')
      await reportProviders(context)
      await clock.sleep(waitMs, context.signal)
    }
  }
}

/** One look at the chain and what follows from it. True when there is nothing more to do now. */
async function syncOnce(
  context: SyncContext,
  state: SyncState,
  status: IndexerStatus,
  poll: ReturnType<typeof createPollInterval>,
  clock: Clock,
): Promise<boolean> {
  const chainHeads = await context.chain.heads()
  const heads = { head: chainHeads.latest.number, safe: chainHeads.safe, finalized: chainHeads.finalized }
  poll.saw(chainHeads.latest)
  Object.assign(status, {
    head: heads.head,
    safe: heads.safe,
    finalized: heads.finalized,
    heardAt: clock.now(),
  })
  status.tip = state.tip.number
  context.metrics.head.set(Number(heads.head))
  context.metrics.finalized.set(Number(heads.finalized))

  if (heads.finalized > state.tip.number) {
    status.phase = 'backfilling'
    const [own] = await context.chain.headers([state.tip.number])
    if (own?.hash === state.tip.hash) await backfill(context, state, heads)
    else if ((await resolveFork(context, state, heads)) === 'behind') return true
    status.problem = undefined
  } else {
    await ensureEventIndices(context, state)
    const outcome = await follow(context, state, chainHeads)
    status.problem = outcome === 'behind' ? BEHIND : undefined
    if (heads.head - state.tip.number <= 1n) status.phase = 'following'
  }
  status.tip = state.tip.number
  context.metrics.lagBlocks.set(Number(heads.head - state.tip.number))
  return state.tip.number >= heads.head
}
