import type { ContractName } from '@network3/chain/decode/decode-log'
import { LOCAL_ECONOMY_SPEC_HASH } from '@network3/chain/local-economy'
import type { Address } from '@network3/core/hex'
import { stringToHex, zeroAddress } from 'viem'
import { add, type Model, nodeCountOf } from './model.ts'
import type { Random } from './random.ts'
import { actInStore } from './random-devices.ts'
import { actOnKeys } from './random-keys.ts'
import { actOnMarket } from './random-leases.ts'

/** An event before it has a place: contract, name, arguments. */
export type EventDraft = [contract: ContractName, name: string, args: Record<string, unknown>]

const address = (index: number): Address => `0x${index.toString(16).padStart(40, '0')}`
const accounts = Array.from({ length: 6 }, (_, index) => address(0x100 + index))
const operators = accounts.slice(0, 4)
const nodes = Array.from({ length: 8 }, (_, index) => address(0x200 + index))
const countries = ['DE', 'JP', 'BR']

/** One action of somebody, as the contracts would log it. May be nothing, where the action is not possible. */
export function actRandomly(model: Model, random: Random): EventDraft[] {
  return random.pick([
    transfer,
    stake,
    request,
    settle,
    commission,
    node,
    node,
    root,
    claim,
    other,
    store,
    store,
    store,
    lease,
    lease,
    lease,
    lease,
    key,
  ])(model, random)
}

function store(model: Model, random: Random): EventDraft[] {
  return actInStore(model, random, accounts)
}

function lease(model: Model, random: Random): EventDraft[] {
  return actOnMarket(model, random, operators)
}

function key(model: Model, random: Random): EventDraft[] {
  return actOnKeys(model, random, accounts)
}

function transfer(model: Model, random: Random): EventDraft[] {
  const from = random.pick([zeroAddress, ...accounts])
  const to = random.pick([zeroAddress, ...accounts])
  const held = from === zeroAddress ? 10n ** 24n : (model.balances.get(from) ?? 0n)
  if (held === 0n) return []
  // The whole balance half of the time, so that holders come and go.
  const value = random.below(2) === 0 ? held : random.amount(held)
  if (from !== zeroAddress) add(model.balances, from, -value)
  if (to !== zeroAddress) add(model.balances, to, value)
  return [['n3-token', 'Transfer', { from, to, value }]]
}

function positionOf(model: Model, operator: Address, staker: Address) {
  const key = `${operator}:${staker}`
  const position = model.positions.get(key) ?? { shares: 0n, staked: 0n, taken: 0n }
  model.positions.set(key, position)
  return position
}

function updatePool(model: Model, operator: Address, assets: bigint, thawing: bigint): EventDraft {
  const pool = model.pools.get(operator) ?? { assets: 0n, thawing: 0n }
  pool.assets += assets
  pool.thawing += thawing
  model.pools.set(operator, pool)
  const state = {
    ...{ activeAssets: pool.assets, activeShares: pool.assets * 1000n },
    ...{ thawingAssets: pool.thawing, thawingShares: pool.thawing },
    ...{ streamRemaining: pool.assets / 3n, streamEndsAt: BigInt(model.now + 60) },
  }
  return ['staking', 'PoolUpdated', { operator, ...state }]
}

function stake(model: Model, random: Random): EventDraft[] {
  const [operator, staker] = [random.pick(operators), random.pick(accounts)]
  const assets = random.amount(10n ** 21n)
  const position = positionOf(model, operator, staker)
  position.shares += assets * 1000n
  position.staked += assets
  const args = { operator, staker, assets, shares: assets * 1000n, stakerShares: position.shares }
  return [['staking', 'Staked', args], updatePool(model, operator, assets, 0n)]
}

function request(model: Model, random: Random): EventDraft[] {
  const staked = [...model.positions].filter(([, position]) => position.shares > 0n)
  if (staked.length === 0) return []
  const [key, position] = random.pick(staked)
  const [operator, staker] = key.split(':') as [Address, Address]
  const assets = random.below(2) === 0 ? position.shares / 1000n : random.amount(position.shares / 1000n)
  position.shares -= assets * 1000n
  const requestId = BigInt(model.requests.size + 1)
  model.requests.set(requestId, { operator, staker, shares: assets, status: 'thawing' })
  const amounts = { shares: assets * 1000n, assets, thawingShares: assets, stakerShares: position.shares }
  const args = { requestId, operator, staker, ...amounts, unlocksAt: BigInt(model.now + 60) }
  return [['staking', 'UnstakeRequested', args], updatePool(model, operator, -assets, assets)]
}

function settle(model: Model, random: Random): EventDraft[] {
  const open = [...model.requests].filter(([, { status }]) => status === 'thawing')
  if (open.length === 0) return []
  const [requestId, thawing] = random.pick(open)
  const { operator, staker, shares: assets } = thawing
  const position = positionOf(model, operator, staker)
  if (random.below(2) === 0) {
    thawing.status = 'withdrawn'
    position.taken += assets
    const args = { requestId, operator, staker, assets }
    return [['staking', 'Withdrawn', args], updatePool(model, operator, 0n, -assets)]
  }
  thawing.status = 'cancelled'
  position.shares += assets * 1000n
  const args = { requestId, operator, staker, assets, shares: assets * 1000n, stakerShares: position.shares }
  return [['staking', 'UnstakeCancelled', args], updatePool(model, operator, assets, -assets)]
}

function commission(model: Model, random: Random): EventDraft[] {
  const operator = random.pick(operators)
  const state = model.commissions.get(operator) ?? { bps: 0 }
  const hasRisen = state.pending !== undefined && model.now >= state.pending.at
  const current = hasRisen && state.pending !== undefined ? state.pending.bps : state.bps
  const bps = random.below(5_000)
  if (bps > current) {
    const at = model.now + 60
    model.commissions.set(operator, { bps: current, pending: { bps, at } })
    return [['staking', 'CommissionScheduled', { operator, commissionBps: bps, effectiveAt: BigInt(at) }]]
  }
  model.commissions.set(operator, { bps })
  return [['staking', 'CommissionSet', { operator, commissionBps: bps }]]
}

function node(model: Model, random: Random): EventDraft[] {
  const id = random.pick(nodes)
  const operator = random.pick(operators)
  const country = random.pick(countries)
  const specHash = random.pick([LOCAL_ECONOMY_SPEC_HASH, `0x${'22'.repeat(32)}` as const])
  const details = { capabilities: 1 + random.below(15), country: stringToHex(country), specHash }
  const state = model.nodes.get(id)
  if (state === undefined) {
    model.nodes.set(id, { operator, retired: false, capabilities: details.capabilities, country })
    const operatorNodeCount = nodeCountOf(model, operator)
    return [['node-registry', 'NodeRegistered', { node: id, operator, ...details, operatorNodeCount }]]
  }
  if (state.retired) return []
  switch (random.below(4)) {
    case 0:
      state.retired = true
      return [
        [
          'node-registry',
          'NodeRetired',
          { node: id, operator: state.operator, operatorNodeCount: nodeCountOf(model, state.operator) },
        ],
      ]
    case 1: {
      const from = state.operator
      if (from === operator) return []
      state.operator = operator
      const counts = { fromNodeCount: nodeCountOf(model, from), toNodeCount: nodeCountOf(model, operator) }
      return [['node-registry', 'NodeTransferred', { node: id, from, to: operator, ...counts }]]
    }
    default:
      Object.assign(state, { capabilities: details.capabilities, country })
      return [['node-registry', 'NodeUpdated', { node: id, operator: state.operator, ...details }]]
  }
}

function root(model: Model, random: Random): EventDraft[] {
  const last = model.epochs.get(model.lastEpoch)
  if (last !== undefined && !last.vetoed && random.below(4) === 0) {
    const epoch = model.lastEpoch - BigInt(random.below(2)) || 1n
    const vetoed = model.epochs.get(epoch)
    for (const [number, state] of model.epochs) if (number >= epoch) state.vetoed = true
    model.lastEpoch = epoch - 1n
    return [['rewards', 'RootVetoed', { epoch, root: vetoed?.root ?? `0x${'00'.repeat(32)}` }]]
  }
  model.lastEpoch += 1n
  const posted = { root: random.hex(32), vetoed: false }
  model.epochs.set(model.lastEpoch, posted)
  const args = { cumulativeTotal: random.amount(10n ** 24n), dataHash: random.hex(32) }
  return [
    [
      'rewards',
      'RootPosted',
      { epoch: model.lastEpoch, root: posted.root, ...args, claimableAt: BigInt(model.now + 15) },
    ],
  ]
}

function claim(model: Model, random: Random): EventDraft[] {
  if (model.lastEpoch === 0n) return []
  const operator = random.pick(operators)
  const amount = random.amount(10n ** 20n)
  add(model.paid, operator, amount)
  const split = { commission: amount / 4n, toPool: amount - amount / 4n, lockedAsStake: false }
  const totals = { cumulativeClaimed: model.paid.get(operator), totalClaimed: amount }
  return [['rewards', 'Claimed', { operator, epoch: model.lastEpoch, amount, ...split, ...totals }]]
}

function other(_: Model, random: Random): EventDraft[] {
  const operator = random.pick(operators)
  return random.pick<EventDraft[]>([
    [['n3-token', 'Approval', { owner: random.pick(accounts), spender: random.pick(accounts), value: 7n }]],
    [['staking', 'RewardsAdded', { operator, assets: 5n, paidToOperator: true }]],
    [
      [
        'access-manager',
        'RoleGranted',
        { roleId: 1n, account: operator, delay: 0, since: 1, newMember: true },
      ],
    ],
  ])
}
