import { countNodes } from '@network3/db/queries/node/count-nodes'
import { getTip } from '@network3/db/queries/tip/get-tip'
import type { Context } from '../context.ts'
import { requireTip } from '../require-tip.ts'
import { readStandingClock } from './standing-clock.ts'

/** Nodes registered, online and verified. It reads all of them, so one answer serves everybody during a block. */
export async function readNodeCounts(ctx: Context) {
  const { blockHash } = requireTip(await getTip(ctx.pool))
  return ctx.memo.get('node-counts', blockHash, async () =>
    countNodes(ctx.pool, await readStandingClock(ctx)),
  )
}
