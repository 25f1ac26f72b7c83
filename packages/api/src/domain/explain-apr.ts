import type { RankWindow } from '../fields/window.ts'
import { type AprInput, aprFormula, estimateApr } from './estimate-apr.ts'

/** An estimate with everything needed to recompute it by hand, as answers carry it. */
export function explainApr(window: RankWindow, input: AprInput) {
  const { bps, reason, periodSeconds } = estimateApr(input)
  return {
    bps,
    reason,
    formula: aprFormula,
    inputs: {
      window,
      earnedWei: String(input.earnedWei),
      periodSeconds,
      commissionBps: input.commissionBps,
      activeStakeWei: String(input.activeAssetsWei),
    },
  }
}
