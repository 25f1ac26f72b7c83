import type { Address } from './hex.ts'
import type { UnstakeReasonCode } from './reasons.ts'

/** IStaking.RequestStatus, as kept in the database. */
export type UnstakeStatus = 'thawing' | 'cancelled' | 'withdrawn'
/** What a person sees: `ready` is thawing whose unlock time has passed. */
export type UnstakeState = UnstakeStatus | 'ready'

export type UnstakeRequest = { status: UnstakeStatus; unlocksAt: Date; staker: Address }

/** The contract's limit, enforced by Staking.requestUnstake. */
export const MAX_OPEN_REQUESTS = 64

export function unstakeStateOf(request: UnstakeRequest, now: Date): UnstakeState {
  if (request.status !== 'thawing') return request.status
  return now.getTime() >= request.unlocksAt.getTime() ? 'ready' : 'thawing'
}

const reasonOfState = {
  thawing: 'UNSTAKE_THAWING',
  ready: 'UNSTAKE_READY',
  cancelled: 'UNSTAKE_CANCELLED',
  withdrawn: 'UNSTAKE_WITHDRAWN',
} as const satisfies Record<UnstakeState, UnstakeReasonCode>

/** Why a request is in the state it is in. */
export function unstakeReasonOf(request: UnstakeRequest, now: Date): UnstakeReasonCode {
  return reasonOfState[unstakeStateOf(request, now)]
}

/** What may be done with a request: true, or the reason why not. Each line is enforced again by Staking.sol. */
export const unstakeCan = {
  /** Anybody may send it; the staker is paid. */
  withdraw: (request: UnstakeRequest, now: Date): true | UnstakeReasonCode =>
    unstakeStateOf(request, now) === 'ready' ? true : unstakeReasonOf(request, now),
  /** The staker alone, also after the unlock time. */
  cancel: (request: UnstakeRequest, account: Address): true | UnstakeReasonCode => {
    if (request.status !== 'thawing') return reasonOfState[request.status]
    return request.staker.toLowerCase() === account.toLowerCase() ? true : 'UNSTAKE_NOT_YOURS'
  },
  /** A new request while `openRequests` are open. */
  request: (openRequests: number): true | UnstakeReasonCode =>
    openRequests < MAX_OPEN_REQUESTS ? true : 'UNSTAKE_TOO_MANY_OPEN',
}
