import { systemClock } from '@network3/service/clock'
import { retry } from '@network3/service/retry'
import type { RangeLogs, UnreadRange } from '../rpc/chain-source.ts'
import { createRangeSize, type RangeSize } from '../rpc/range-size.ts'
import { blockCount, halveInterval, type Interval, nextInterval } from './interval.ts'
import type { SyncContext } from './sync-context.ts'

const RANGES_IN_FLIGHT = 6
/** Answers fetched and not yet read, at most: what the writer cannot follow is not asked for. */
const UNREAD_BYTES = 64 * 1024 * 1024

/** Ranges fetched ahead of their one reader, who gets them in order. */
export type Prefetch = {
  /** True when every range was taken. */
  isDone(): boolean
  /** True once the next ranges are there, or have failed; false when that takes longer. */
  isReady(withinMs: number): Promise<boolean>
  /** The next ranges. Rejects when they could not be fetched. */
  take(): Promise<RangeLogs[]>
}

/** Smaller answers are read when they come: what a node refuses is small, and is to be asked again in halves at once. */
const READ_LATER_FROM_BYTES = 256 * 1024

/** Fetches `from` to `to`, sized by events, a few ranges at once. */
export function createPrefetch(context: SyncContext, from: bigint, to: bigint): Prefetch {
  const size = createRangeSize()
  const inFlight: { ranges: Promise<UnreadRange[]>; bytes: number }[] = []
  let cursor = from
  /** Of an answer that has not come yet as many bytes are expected as the last one had. */
  let expectedBytes = 1024 * 1024
  const fill = () => {
    const unread = () => inFlight.reduce((sum, { bytes }) => sum + bytes, 0)
    while (
      inFlight.length < RANGES_IN_FLIGHT &&
      (inFlight.length === 0 || unread() + expectedBytes <= UNREAD_BYTES)
    ) {
      const interval = nextInterval(cursor, to, size.blocks())
      if (interval === undefined) return
      cursor = interval.to + 1n
      const entry = { ranges: fetchProven(context, interval, size), bytes: expectedBytes }
      inFlight.push(entry)
      entry.ranges.then(
        (ranges) => {
          entry.bytes = ranges.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
          expectedBytes = entry.bytes
          fill()
        },
        // It may fail before its turn comes: the error is met when it is taken.
        () => {},
      )
    }
  }
  fill()
  return {
    isDone: () => inFlight.length === 0,
    isReady: async (withinMs) => {
      const timer = new AbortController()
      const settled = inFlight[0]?.ranges.then(
        () => true,
        () => true,
      )
      const late = systemClock.sleep(withinMs, timer.signal).then(() => false)
      const isReady = await Promise.race([settled ?? true, late])
      timer.abort()
      return isReady
    },
    take: async () => {
      const ranges = (await inFlight[0]?.ranges) ?? []
      inFlight.shift()
      const read = ranges.map((range) => range.read())
      fill()
      return read
    },
  }
}

/** An interval's logs, each proven. A proof that fails is no reason to ask for less: it ends the backfill. */
async function fetchProven(
  context: SyncContext,
  interval: Interval,
  size: RangeSize,
): Promise<UnreadRange[]> {
  const ranges = await fetchInterval(context, interval, size)
  if (!context.chain.provesRanges) return ranges
  for (const range of ranges) {
    const proven = await context.chain.proveRange(range.read())
    for (const [mode, blocks] of proven) context.metrics.verifiedBlocks.inc({ mode }, blocks)
  }
  return ranges
}

/** An interval's logs, in as many pieces as the node wants it cut into. */
async function fetchInterval(
  context: SyncContext,
  interval: Interval,
  size: RangeSize,
): Promise<UnreadRange[]> {
  try {
    return [await fetchAhead(context, interval, size)]
  } catch (error) {
    size.failed(blockCount(interval))
    const halves = halveInterval(interval)
    if (halves === undefined || context.signal.aborted) {
      return [await retry(() => fetchAhead(context, interval, size), { attempts: 5, signal: context.signal })]
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

/** One range. What has to be proven is read at once, so that the proofs of several ranges are fetched together. */
async function fetchAhead(
  context: SyncContext,
  { from, to }: Interval,
  size: RangeSize,
): Promise<UnreadRange> {
  const { sizeBytes, read } = await context.chain.rangeLogs(from, to)
  const readOnce = () => {
    const range = read()
    size.answered(blockCount({ from, to }), range.logs.length)
    return range
  }
  if (sizeBytes >= READ_LATER_FROM_BYTES && !context.chain.provesRanges) return { sizeBytes, read: readOnce }
  const range = readOnce()
  return { sizeBytes, read: () => range }
}
