import { SEEN_WITHIN_MS } from '@network3/core/node-standing'
import { getTip, type Tip } from '@network3/db/queries/tip/get-tip'
import type { Context } from '../context.ts'
import { requireTip } from '../require-tip.ts'
import { epochClockAt } from './epoch-clock.ts'

export type StandingClock = {
  now: Date
  /** The epoch the chain is in. */
  epoch: bigint
  /** Sessions heard of since then are up; checks passed since then count. */
  seenSince: Date
  verifiedSince: bigint
  /** What the epoch was told by. */
  tip: Tip
}

/** What nodes' standings are judged by: sessions by this server's clock, checks by the chain's epochs. */
export async function readStandingClock(ctx: Context): Promise<StandingClock> {
  const parameters = await ctx.parameters()
  const tip = requireTip(await getTip(ctx.pool))
  const epoch = BigInt(epochClockAt(parameters.clock, tip.minedAt).number)
  const now = new Date(ctx.clock.now())
  const seenSince = new Date(now.getTime() - SEEN_WITHIN_MS)
  return { now, epoch, seenSince, verifiedSince: epoch - 1n, tip }
}
