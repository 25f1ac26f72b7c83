import { countNodes } from '@network3/db/queries/node/count-nodes'
import type { Context } from '../context.ts'
import type { StandingClock } from './standing-clock.ts'

/** Nodes registered, online and verified. It reads all of them, so one answer serves everybody during a block. */
export async function readNodeCounts(ctx: Context, clock: StandingClock) {
  return ctx.memo.get('node-counts', clock.tip.blockHash, () => countNodes(ctx.pool, clock))
}
