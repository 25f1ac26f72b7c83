import type { Hex } from '@network3/core/hex'
import { findWindowCoverage } from '@network3/db/queries/epoch/find-window-coverage'
import type { Context } from './context.ts'
import type { Coverage } from './domain/estimate-apr.ts'
import type { RankWindow } from './fields/window.ts'

/** Verified time in a window as of a block. */
export async function findCoverage(ctx: Context, window: RankWindow, blockHash: Hex): Promise<Coverage> {
  const all = await ctx.memo.get('window-coverage', blockHash, () => findWindowCoverage(ctx.pool))
  return all.find((coverage) => coverage.window === window)
}
