import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import type { BlockHeader, BlockId } from '@network3/db/write/blocks'
import type { Heads } from '@network3/db/write/tip'
import type { RangeLogs } from '../rpc/chain-source.ts'
import type { RpcLog } from '../rpc/rpc-log.ts'
import { type OpenBatch, openBatch } from '../store/apply-batch.ts'
import { indexLogs } from '../store/index-logs.ts'
import { afterCommit, countEvents, type EventCounts } from './commit-batch.ts'
import { deferEventIndices, ensureEventIndices } from './defer-indices.ts'
import { createPrefetch, type Prefetch } from './prefetch.ts'
import type { SyncContext, SyncState } from './sync-context.ts'

const HEADERS_PER_REQUEST = 100
/**
 * A transaction takes ranges until it has so many events, or keeps so many in memory, or is so old. Rows touched often
 * are written once in it: with fewer than this, sums are most of what PostgreSQL does.
 */
const EVENTS_PER_COMMIT = 500_000
const KEPT_PER_COMMIT = 20_000
const MS_PER_COMMIT = 10_000

/**
 * Fills from our tip to the chain's finalized block. Ranges are fetched ahead and consumed in order by one writer,
 * several to a transaction; an aborted signal ends it between two transactions.
 * Throws RPC_ANSWER_INVALID when a range does not follow on our tip: the caller then looks for a fork.
 */
export async function backfill(context: SyncContext, state: SyncState, heads: Heads): Promise<void> {
  await deferEventIndices(context, state, heads)
  const prefetch = createPrefetch(context, state.tip.number + 1n, heads.finalized)
  while (!prefetch.isDone() && !context.signal.aborted) await commitRanges(context, state, prefetch, heads)
  // Before the board is built: both want every processor, and it is this that the first live block waits for.
  if (!context.signal.aborted) await ensureEventIndices(context, state)
  context.onCommit({ tip: state.tip, applied: undefined, phase: 'live' })
}

/** Logs decoded at once: few enough to be gone from memory before the collector looks. */
const LOGS_PER_PART = 2_000

/** One transaction. Ranges that came before one that failed are kept; only then is the failure thrown. */
async function commitRanges(
  context: SyncContext,
  state: SyncState,
  prefetch: Prefetch,
  heads: Heads,
): Promise<void> {
  const startedAt = performance.now()
  const parent = state.tip
  let ranges = await takeRanges(prefetch, parent)
  let failure: { error: unknown } | undefined
  const counts = { events: 0, unknown: 0 }
  const endTimer = context.metrics.commitSeconds.startTimer({ kind: 'backfill' })
  let last = parent as BlockHeader
  const applied = await context.writer.transaction(async (tx) => {
    const batch = openBatch(tx, context.clock)
    for (;;) {
      for (const range of ranges) {
        await storeRange(context, batch, range, counts)
        last = range.last
      }
      const leftMs = MS_PER_COMMIT - (performance.now() - startedAt)
      const isFull = counts.events >= EVENTS_PER_COMMIT || batch.keptCount() >= KEPT_PER_COMMIT || leftMs <= 0
      if (isFull || prefetch.isDone() || context.signal.aborted || !(await prefetch.isReady(leftMs))) break
      try {
        ranges = await takeRanges(prefetch, last)
      } catch (error) {
        failure = { error }
        break
      }
    }
    return batch.close({ parent, last, heads })
  })
  endTimer()
  afterCommit(context, state, { parent, last, heads }, { applied, phase: 'backfill', ...counts })
  if (failure !== undefined) throw failure.error
}

/** The next ranges. `after` is the block they must follow on. */
async function takeRanges(prefetch: Prefetch, after: BlockId): Promise<RangeLogs[]> {
  const ranges = await prefetch.take()
  let parent = after
  for (const { first, last } of ranges) {
    if (first.parentHash !== parent.hash) {
      throw new AppError('RPC_ANSWER_INVALID', `Block ${first.number} does not follow on our tip.`, {
        retryable: true,
      })
    }
    parent = last
  }
  return ranges
}

/** Decodes a range piece by piece, each while the server stores the one before. */
async function storeRange(
  context: SyncContext,
  batch: OpenBatch,
  range: RangeLogs,
  counts: EventCounts,
): Promise<void> {
  const { logs } = range
  const minedAtOf = await findTimes(context, range)
  let storing = Promise.resolve()
  try {
    for (let at = 0; at < logs.length; at += LOGS_PER_PART) {
      const events = indexLogs(logs.slice(at, at + LOGS_PER_PART), context.contracts, minedAtOf)
      const { events: count, unknown } = countEvents(events)
      counts.events += count
      counts.unknown += unknown
      await storing
      storing = batch.add({ blocks: [], events })
      storing.catch(() => {})
    }
  } finally {
    await storing
  }
  await batch.add({ blocks: headersOf(range, minedAtOf), events: [] })
}

/** A header for each block that has events, and the last. */
function headersOf({ logs, last }: RangeLogs, minedAtOf: (log: RpcLog) => number): BlockHeader[] {
  const headers: BlockHeader[] = []
  for (const log of logs) {
    const { blockNumber: number, blockHash: hash } = log
    if (number === last.number) break
    if (headers.at(-1)?.number !== number)
      headers.push({ number, hash, parentHash: null, minedAt: minedAtOf(log) })
  }
  return [...headers, last]
}

/** Block times in seconds: from the logs where the node gives them there, else from headers, many per request. */
async function findTimes({ chain }: SyncContext, range: RangeLogs): Promise<(log: RpcLog) => number> {
  const missing = new Map<bigint, Hex>()
  for (const log of range.logs) {
    if (log.blockTimestamp === undefined) missing.set(log.blockNumber, log.blockHash)
  }
  const times = new Map<bigint, number>()
  const numbers = [...missing.keys()]
  for (let at = 0; at < numbers.length; at += HEADERS_PER_REQUEST) {
    for (const header of await chain.headers(numbers.slice(at, at + HEADERS_PER_REQUEST))) {
      if (header === undefined || missing.get(header.number) !== header.hash) {
        throw new AppError('RPC_ANSWER_INVALID', 'The node gives a block and its logs different hashes.', {
          retryable: true,
        })
      }
      times.set(header.number, header.minedAt)
    }
  }
  return (log) => log.blockTimestamp ?? times.get(log.blockNumber) ?? Number.NaN
}
