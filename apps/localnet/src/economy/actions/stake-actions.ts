import { sharesOf } from '@network3/chain/book/network-book'
import { accruedPool, assetsForSharesDown } from '@network3/core/staking-math'
import { ONE_N3 } from '@network3/core/units'
import type { BookedRequest } from '../book/chain-book.ts'
import { callStaking, stakeN3 } from '../chain/calls.ts'
import type { Action, ActionView } from './action.ts'

/** An operator adds to its own pool. */
export const stakeOnSelf: Action = async (view) => {
  const operator = view.random.pick(view.plan.operators)
  if (operator === undefined) return undefined
  const assetsWei = BigInt(400 + view.random.below(8_000)) * ONE_N3
  if ((await view.balanceOf(operator.address)) < assetsWei) return undefined
  return stakeN3(view.deployment, operator.account, operator.address, assetsWei)
}

/** A delegator puts more on an operator, an old or a new one. */
export const delegate: Action = async (view) => {
  const delegator = view.random.pick(view.plan.delegators)
  const operator = view.random.pick(view.plan.operators)
  if (delegator === undefined || operator === undefined) return undefined
  const assetsWei = BigInt(200 + view.random.below(10_000)) * ONE_N3
  if ((await view.balanceOf(delegator.address)) < assetsWei) return undefined
  return stakeN3(view.deployment, delegator.account, operator.address, assetsWei)
}

/** Open requests of one wallet that this economy keeps below, far from the contract's 64. */
const MOST_OPEN_REQUESTS = 4

/** Someone takes a part of a position back; seldom all of it. */
export const requestUnstake: Action = async (view) => {
  const { book, random } = view
  const operator = random.pick(view.plan.operators)
  const pool = operator === undefined ? undefined : book.pools.get(operator.address)
  if (operator === undefined || pool === undefined) return undefined
  const staker = random.pick([...(book.shares.get(operator.address) ?? new Map()).keys()])
  const account = staker === undefined ? undefined : view.accountOf(staker)
  if (staker === undefined || account === undefined) return undefined
  if (openRequestsOf(view, staker).length >= MOST_OPEN_REQUESTS) return undefined

  const held = sharesOf(book, operator.address, staker)
  const takesAll = staker !== operator.address && random.below(12) === 0
  const shares = takesAll ? held : (held * BigInt(5 + random.below(30))) / 100n
  const remainingWei = assetsForSharesDown(accruedPool(pool, view.now), held - shares)
  if (shares === 0n || (!takesAll && remainingWei < 2n * view.minimumStakeWei)) return undefined
  const action = { functionName: 'requestUnstake', args: [operator.address, shares] } as const
  return callStaking(view.deployment, account, action)
}

/** Someone thinks better of it while the stake still thaws. */
export const cancelUnstake: Action = async (view) => {
  const request = view.random.pick(ownRequests(view).filter(({ unlocksAt }) => unlocksAt > view.now + 5n))
  const account = request === undefined ? undefined : view.accountOf(request.staker)
  if (request === undefined || account === undefined) return undefined
  return callStaking(view.deployment, account, { functionName: 'cancelUnstake', args: [request.id] })
}

/** Someone takes out what has thawed; the longest waiting first. */
export const withdraw: Action = async (view) => {
  const [request] = ownRequests(view)
    .filter(({ unlocksAt }) => unlocksAt <= view.now)
    .sort((a, b) => (a.unlocksAt < b.unlocksAt ? -1 : 1))
  const account = request === undefined ? undefined : view.accountOf(request.staker)
  if (request === undefined || account === undefined) return undefined
  return callStaking(view.deployment, account, { functionName: 'withdraw', args: [request.id] })
}

/** An operator changes its commission by a step; a rise waits for its delay. */
export const changeCommission: Action = async (view) => {
  const operator = view.random.pick(view.plan.operators)
  if (operator === undefined) return undefined
  const current = await view.commissionOf(operator.address)
  const next = Math.min(2_500, Math.max(0, current + (view.random.below(2) === 0 ? -250 : 250)))
  if (next === current) return undefined
  return callStaking(view.deployment, operator.account, { functionName: 'setCommission', args: [next] })
}

function ownRequests(view: ActionView): BookedRequest[] {
  return [...view.book.requests.values()].filter(({ staker }) => view.accountOf(staker) !== undefined)
}

function openRequestsOf(view: ActionView, staker: string): BookedRequest[] {
  return [...view.book.requests.values()].filter((request) => request.staker === staker)
}
