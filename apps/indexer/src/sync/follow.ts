import { AppError } from '@network3/core/app-error'
import { findBlocksBelow } from '@network3/db/write/blocks'
import type { Heads } from '@network3/db/write/tip'
import type { ChainHeads } from '../rpc/chain-source.ts'
import type { RpcHeader } from '../rpc/rpc-header.ts'
import { indexLogs } from '../store/index-logs.ts'
import { commitBatch } from './commit-batch.ts'
import { reconcile } from './reconcile.ts'
import { resolveFork } from './resolve-fork.ts'
import type { SyncContext, SyncState } from './sync-context.ts'

const BLOCKS_PER_PAGE = 32

export type FollowOutcome = 'current' | 'moved' | 'behind'

/**
 * Brings our tip to the chain's head, one block per transaction, or one page of blocks when several came at once
 * (the caller asks again). Every block must be the child of our tip; anything else is a reorg.
 */
export async function follow(
  context: SyncContext,
  state: SyncState,
  chainHeads: ChainHeads,
): Promise<FollowOutcome> {
  const { latest } = chainHeads
  const heads = { head: latest.number, safe: chainHeads.safe, finalized: chainHeads.finalized }
  const own = latest.number < state.tip.number ? await findOwnHash(context, latest.number) : undefined
  const found = reconcile(state.tip, latest, own)
  switch (found.case) {
    case 'duplicate':
      return 'current'
    case 'append':
      await appendBlock(context, state, latest, heads)
      return 'moved'
    case 'gap':
      await appendPage(context, state, heads)
      return 'moved'
    case 'behind':
    case 'reorg':
      return (await resolveFork(context, state, heads)) === 'behind' ? 'behind' : 'moved'
  }
}

async function findOwnHash(context: SyncContext, number: bigint) {
  const [own] = await context.writer.transaction((tx) => findBlocksBelow(tx, number, 1))
  return own?.number === number ? own.hash : undefined
}

async function appendPage(context: SyncContext, state: SyncState, heads: Heads): Promise<void> {
  const next = state.tip.number + 1n
  const count = Math.min(BLOCKS_PER_PAGE, Number(heads.head - state.tip.number))
  const headers = await context.chain.headers(
    Array.from({ length: count }, (_, index) => next + BigInt(index)),
  )
  const fetched = headers.map((header) => {
    const logs = header === undefined ? undefined : context.chain.blockLogs(header)
    logs?.catch(() => {})
    return { header, logs }
  })
  for (const { header, logs } of fetched) {
    if (context.signal.aborted) return
    if (header === undefined) {
      throw new AppError('RPC_ANSWER_INVALID', 'The node lacks blocks below its head.', { retryable: true })
    }
    const found = reconcile(state.tip, header)
    if (found.case === 'reorg') {
      await resolveFork(context, state, heads)
      return
    }
    if (found.case !== 'append') {
      throw new AppError('RPC_ANSWER_INVALID', 'The node gave other blocks than asked.', { retryable: true })
    }
    await appendBlock(context, state, header, heads, logs)
  }
}

async function appendBlock(
  context: SyncContext,
  state: SyncState,
  header: RpcHeader,
  heads: Heads,
  fetched = context.chain.blockLogs(header),
): Promise<void> {
  const { logs, verified } = await fetched
  const endTimer = context.metrics.commitSeconds.startTimer({ kind: 'live' })
  const events = indexLogs(logs, context.contracts, () => header.minedAt)
  await commitBatch(context, state, { parent: state.tip, blocks: [header], last: header, events, heads })
  const durationMs = Math.round(endTimer() * 1e4) / 10
  context.metrics.verifiedBlocks.inc({ mode: verified })
  const block = String(header.number)
  context.logger.debug({ block, events: events.length, verified, durationMs }, 'block was indexed')
}
