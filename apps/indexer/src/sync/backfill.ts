import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import type { BlockHeader } from '@network3/db/write/blocks'
import type { Heads } from '@network3/db/write/tip'
import { retry } from '@network3/service/retry'
import type { RangeLogs } from '../rpc/chain-source.ts'
import { createRangeSize, type RangeSize } from '../rpc/range-size.ts'
import type { RpcLog } from '../rpc/rpc-log.ts'
import { indexLogs } from '../store/index-logs.ts'
import { commitBatch } from './commit-batch.ts'
import { blockCount, halveInterval, type Interval, nextInterval } from './interval.ts'
import type { SyncContext, SyncState } from './sync-context.ts'

const RANGES_IN_FLIGHT = 4
const HEADERS_PER_REQUEST = 100

/**
 * Fills from our tip to the chain's finalized block, one range per transaction. A few ranges are fetched ahead
 * and consumed in order; an aborted signal ends it between two transactions.
 * Throws RPC_ANSWER_INVALID when a range does not follow on our tip: the caller then looks for a fork.
 */
export async function backfill(context: SyncContext, state: SyncState, heads: Heads): Promise<void> {
  const size = createRangeSize()
  const inFlight: Promise<RangeLogs[]>[] = []
  let cursor = state.tip.number + 1n
  const fill = () => {
    while (inFlight.length < RANGES_IN_FLIGHT) {
      const interval = nextInterval(cursor, heads.finalized, size.blocks())
      if (interval === undefined) return
      cursor = interval.to + 1n
      const ranges = fetchProven(context, interval, size)
      // It may fail before its turn comes; the error is met when it is awaited.
      ranges.catch(() => {})
      inFlight.push(ranges)
    }
  }
  for (fill(); inFlight.length > 0 && !context.signal.aborted; fill()) {
    for (const range of (await inFlight.shift()) ?? []) await commitRange(context, state, range, heads)
  }
}

/** An interval's logs, each proven. A proof that fails is no reason to ask for less: it ends the backfill. */
async function fetchProven(context: SyncContext, interval: Interval, size: RangeSize): Promise<RangeLogs[]> {
  const ranges = await fetchInterval(context, interval, size)
  for (const range of ranges) {
    const proven = await context.chain.proveRange(range)
    for (const [mode, blocks] of proven) context.metrics.verifiedBlocks.inc({ mode }, blocks)
  }
  return ranges
}

/** An interval's logs, in as many pieces as the node wants it cut into. */
async function fetchInterval(
  context: SyncContext,
  interval: Interval,
  size: RangeSize,
): Promise<RangeLogs[]> {
  try {
    const range = await context.chain.rangeLogs(interval.from, interval.to)
    size.answered(blockCount(interval), range.logs.length)
    return [range]
  } catch (error) {
    size.failed(blockCount(interval))
    const halves = halveInterval(interval)
    if (halves === undefined || context.signal.aborted) {
      return [
        await retry(() => context.chain.rangeLogs(interval.from, interval.to), {
          attempts: 5,
          signal: context.signal,
        }),
      ]
    }
    context.logger.warn(
      { err: error, from: String(interval.from), to: String(interval.to) },
      'range was halved',
    )
    return [
      ...(await fetchInterval(context, halves[0], size)),
      ...(await fetchInterval(context, halves[1], size)),
    ]
  }
}

async function commitRange(
  context: SyncContext,
  state: SyncState,
  range: RangeLogs,
  heads: Heads,
): Promise<void> {
  if (range.first.parentHash !== state.tip.hash) {
    throw new AppError('RPC_ANSWER_INVALID', `Block ${range.first.number} does not follow on our tip.`, {
      retryable: true,
    })
  }
  const minedAtOf = await findTimes(context, range)
  const blocks = new Map<bigint, BlockHeader>()
  for (const log of range.logs) {
    if (blocks.has(log.blockNumber)) continue
    blocks.set(log.blockNumber, {
      ...{ number: log.blockNumber, hash: log.blockHash, parentHash: null },
      minedAt: minedAtOf(log),
    })
  }
  blocks.set(range.last.number, range.last)
  await commitBatch(
    context,
    state,
    {
      parent: state.tip,
      blocks: [...blocks.values()],
      last: range.last,
      events: indexLogs(range.logs, context.contracts, minedAtOf),
      heads,
    },
    'backfill',
  )
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
