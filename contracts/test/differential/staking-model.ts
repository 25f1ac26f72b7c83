/** A second telling of Staking in plain bigint arithmetic, written from IStaking and not from Staking.sol. */
export type StakingParameters = {
  thawPeriod: bigint
  streamPeriod: bigint
  minimumStake: bigint
  maxSlashBps: bigint
}

export type Pool = {
  activeAssets: bigint
  activeShares: bigint
  thawingAssets: bigint
  thawingShares: bigint
  streamRemaining: bigint
  streamUpdatedAt: bigint
  streamEndsAt: bigint
}
type Request = { operator: string; staker: string; thawingShares: bigint; unlocksAt: bigint; isOpen: boolean }
type State = {
  pools: Record<string, Pool>
  shares: Record<string, bigint>
  requests: Request[]
  /** What the contract has paid out less what it has taken in, by account. */
  balances: Record<string, bigint>
  burned: bigint
}
export type Step =
  | { kind: 'stake' | 'stakeFor'; operator: string; staker: string; assets: bigint }
  | { kind: 'requestUnstake'; operator: string; staker: string; shares: bigint }
  | { kind: 'cancelUnstake' | 'withdraw'; requestId: number; caller: string }
  | { kind: 'addRewards' | 'slash'; operator: string; assets: bigint }
/** The name of the custom error, or undefined when the step is done. */
export type Refusal = string | undefined

class Refused extends Error {}
const refuseUnless = (condition: boolean, error: string) => {
  if (!condition) throw new Refused(error)
}

const emptyPool = (): Pool => ({
  activeAssets: 0n,
  activeShares: 0n,
  thawingAssets: 0n,
  thawingShares: 0n,
  streamRemaining: 0n,
  streamUpdatedAt: 0n,
  streamEndsAt: 0n,
})

/** bigint division rounds towards zero, which for these never negative numbers is down, against the caller. */
const sharesFor = (assets: bigint, total: bigint, shares: bigint) =>
  (assets * (shares + 1_000_000n)) / (total + 1n)
const assetsFor = (shares: bigint, total: bigint, all: bigint) => (shares * (total + 1n)) / (all + 1_000_000n)

/** What a pool holds at `now`, the stream released linearly until its end. */
function accruePool(pool: Pool, now: bigint): Pool {
  const left = pool.streamEndsAt - pool.streamUpdatedAt
  const isOver = pool.streamRemaining === 0n || now >= pool.streamEndsAt
  const released = isOver
    ? pool.streamRemaining
    : (pool.streamRemaining * (now - pool.streamUpdatedAt)) / left
  return {
    ...pool,
    activeAssets: pool.activeAssets + released,
    streamRemaining: pool.streamRemaining - released,
    streamUpdatedAt: now,
  }
}

export function createStakingModel(parameters: StakingParameters) {
  let state: State = { pools: {}, shares: {}, requests: [], balances: {}, burned: 0n }

  const keyOf = (operator: string, staker: string) => `${operator}/${staker}`
  const poolOf = (operator: string) => state.pools[operator] ?? emptyPool()
  const sharesOf = (operator: string, staker: string) => state.shares[keyOf(operator, staker)] ?? 0n
  const pay = (account: string, assets: bigint) => {
    state.balances[account] = (state.balances[account] ?? 0n) + assets
  }

  function addShares(operator: string, staker: string, pool: Pool, assets: bigint): void {
    const held = sharesOf(operator, staker)
    const after = assetsFor(held, pool.activeAssets, pool.activeShares) + assets
    refuseUnless(after >= parameters.minimumStake, 'StakeBelowMinimum')
    const shares = sharesFor(assets, pool.activeAssets, pool.activeShares)
    refuseUnless(shares > 0n, 'ZeroShares')
    pool.activeAssets += assets
    pool.activeShares += shares
    state.shares[keyOf(operator, staker)] = held + shares
  }

  /** Dust of an empty thaw joins the stake; what an empty pool still holds is the operator's. */
  function sweep(operator: string, pool: Pool): void {
    if (pool.thawingShares === 0n) {
      pool.activeAssets += pool.thawingAssets
      pool.thawingAssets = 0n
    }
    if (pool.activeShares !== 0n) return
    pay(operator, pool.activeAssets + pool.streamRemaining)
    pool.activeAssets = 0n
    pool.streamRemaining = 0n
  }

  function requestUnstake(operator: string, staker: string, shares: bigint, pool: Pool, now: bigint): void {
    const held = sharesOf(operator, staker)
    refuseUnless(shares !== 0n, 'ZeroShares')
    refuseUnless(shares <= held, 'InsufficientShares')
    const kept = held - shares
    const keptAssets = assetsFor(kept, pool.activeAssets, pool.activeShares)
    refuseUnless(kept === 0n || keptAssets >= parameters.minimumStake, 'StakeBelowMinimum')
    const assets = assetsFor(shares, pool.activeAssets, pool.activeShares)
    pool.activeAssets -= assets
    pool.activeShares -= shares
    const thawingShares = sharesFor(assets, pool.thawingAssets, pool.thawingShares)
    pool.thawingAssets += assets
    pool.thawingShares += thawingShares
    sweep(operator, pool)
    state.shares[keyOf(operator, staker)] = kept
    const open = state.requests.filter((request) => request.staker === staker && request.isOpen)
    refuseUnless(open.length < 64, 'TooManyOpenRequests')
    state.requests.push({
      operator,
      staker,
      thawingShares,
      unlocksAt: now + parameters.thawPeriod,
      isOpen: true,
    })
  }

  function settle(step: Extract<Step, { requestId: number }>, now: bigint): void {
    const request = state.requests[step.requestId - 1]
    if (request?.isOpen !== true) throw new Refused('RequestNotOpen')
    if (step.kind === 'withdraw') refuseUnless(now >= request.unlocksAt, 'StillThawing')
    else refuseUnless(request.staker === step.caller, 'NotStaker')
    const pool = accruePool(poolOf(request.operator), now)
    const assets = assetsFor(request.thawingShares, pool.thawingAssets, pool.thawingShares)
    pool.thawingAssets -= assets
    pool.thawingShares -= request.thawingShares
    request.isOpen = false
    if (step.kind === 'withdraw') pay(request.staker, assets)
    else addShares(request.operator, request.staker, pool, assets)
    sweep(request.operator, pool)
    state.pools[request.operator] = pool
  }

  function slash(pool: Pool, asked: bigint): void {
    const total = pool.activeAssets + pool.thawingAssets
    const most = (total * parameters.maxSlashBps) / 10_000n
    const slashed = asked < most ? asked : most
    refuseUnless(slashed !== 0n, 'NothingToSlash')
    const thawing = (slashed * pool.thawingAssets) / total
    pool.thawingAssets -= thawing
    pool.activeAssets -= slashed - thawing
    state.burned += slashed
  }

  function apply(step: Step, now: bigint): void {
    if ('requestId' in step) {
      settle(step, now)
      return
    }
    const { operator } = step
    if (step.kind === 'addRewards' && poolOf(operator).activeShares === 0n) {
      pay(operator, step.assets)
      return
    }
    const pool = accruePool(poolOf(operator), now)
    if (step.kind === 'requestUnstake') requestUnstake(operator, step.staker, step.shares, pool, now)
    else if (step.kind === 'slash') slash(pool, step.assets)
    else if (step.kind === 'addRewards') {
      pool.streamRemaining += step.assets
      pool.streamEndsAt = now + parameters.streamPeriod
    } else if ('staker' in step) {
      addShares(operator, step.staker, pool, step.assets)
      if (step.kind === 'stake') pay(step.staker, -step.assets)
    }
    state.pools[operator] = pool
  }

  return {
    /** Does the step at `now` (seconds), all of it or, when it is refused, nothing. */
    apply(step: Step, now: bigint): Refusal {
      const before = structuredClone(state)
      try {
        apply(step, now)
        return undefined
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        state = before
        return error.message
      }
    },
    poolOf,
    sharesOf,
    balanceOf: (account: string) => state.balances[account] ?? 0n,
    requestCount: () => state.requests.length,
    requestOf: (id: number) => state.requests[id - 1],
    burned: () => state.burned,
  }
}

export type StakingModel = ReturnType<typeof createStakingModel>
