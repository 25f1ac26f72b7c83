import type { ContractEvent } from '@network3/chain/decode/decode-log'
import type { CommissionState } from '@network3/db/write/operators'

/**
 * One step of a pool's commission, as Staking.setCommission does it: an earlier announced rise whose time has come
 * is in force by then; a new rise is announced and replaces one still waiting; a lower commission counts at once.
 * `minedAt` in seconds.
 */
export function foldCommission(
  state: CommissionState,
  event: ContractEvent,
  minedAt: number,
): CommissionState {
  if (event.contract !== 'staking') return state
  if (event.name === 'CommissionSet') {
    return { operator: state.operator, commissionBps: event.args.commissionBps, pending: null }
  }
  if (event.name !== 'CommissionScheduled') return state
  const hasRisen = state.pending !== null && minedAt >= state.pending.effectiveAt
  return {
    operator: state.operator,
    commissionBps: hasRisen && state.pending !== null ? state.pending.commissionBps : state.commissionBps,
    pending: { commissionBps: event.args.commissionBps, effectiveAt: Number(event.args.effectiveAt) },
  }
}
