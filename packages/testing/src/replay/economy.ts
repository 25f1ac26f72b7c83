import { type EventDraft, replayAddresses } from './encode-draft.ts'
import { addressOf } from './profile.ts'
import { createRandom } from './random.ts'

const ZERO = `0x${'0'.repeat(40)}` as const
const N3 = 10n ** 18n

type Pool = { assets: bigint; nodes: number; own: bigint; claimed: bigint }

/** What operators, their pools and the treasury hold, carried on from action to action. */
export type Economy = {
  random: (bound: number) => number
  operators: number
  joined: number
  /** The first mint: what rewards are paid from, and what people buy and rent with. */
  found(): EventDraft[]
  join(minedAt: number): EventDraft[]
  stake(minedAt: number): EventDraft[]
  claim(): EventDraft[]
  postRoot(minedAt: number): EventDraft
  /** An operator that has joined. */
  operator(): `0x${string}`
  /** Buyers in the order of their orders. */
  store: { buyers: `0x${string}`[]; shipped: number; sold: number; held: bigint; proceeds: bigint }
  leases: Map<number, OpenLease>
  leaseCount: number
  escrow: bigint
  offers: Map<string, { slots: number; units: bigint }>
}

export type OpenLease = {
  operator: `0x${string}`
  offerId: `0x${string}`
  units: bigint
  price: bigint
  redeemed: bigint
}

export function createEconomy(seed: number, operators: number): Economy {
  const random = createRandom(seed)
  const pools: Pool[] = []
  let [epoch, total, totalClaimed] = [0, 0n, 0n]

  const operatorAt = (index: number) => addressOf(1, index)
  const amount = () => BigInt(1 + random(1_000_000)) * 10n ** 12n
  const transfer = (from: string, to: string, value: bigint): EventDraft => [
    'n3-token',
    'Transfer',
    { from, to, value },
  ]
  const poolUpdated = (index: number, { assets }: Pool, minedAt: number): EventDraft => {
    const shares = { activeShares: assets * 1_000n, thawingAssets: 0n, thawingShares: 0n }
    const stream = { streamRemaining: assets / 7n, streamEndsAt: minedAt + 3_600 }
    return [
      'staking',
      'PoolUpdated',
      { operator: operatorAt(index), activeAssets: assets, ...shares, ...stream },
    ]
  }
  const stakeOn = (index: number, pool: Pool, assets: bigint, minedAt: number): EventDraft[] => {
    const operator = operatorAt(index)
    pool.assets += assets
    pool.own += assets
    const shares = { shares: assets * 1_000n, stakerShares: pool.own * 1_000n }
    return [
      transfer(operator, replayAddresses.staking, assets),
      ['staking', 'Staked', { operator, staker: operator, assets, ...shares }],
      poolUpdated(index, pool, minedAt),
    ]
  }
  const economy: Economy = {
    ...{ random, operators, joined: 0, leaseCount: 0, escrow: 0n, leases: new Map(), offers: new Map() },
    store: { buyers: [], shipped: 0, sold: 0, held: 0n, proceeds: 0n },
    operator: () => operatorAt(random(pools.length)),
    found: () => [transfer(ZERO, replayAddresses.rewards, 400_000_000n * N3)],
    join: (minedAt) => {
      const index = pools.length
      const pool = { assets: 0n, nodes: 1, own: 0n, claimed: 0n }
      pools.push(pool)
      economy.joined = pools.length
      const operator = operatorAt(index)
      const details = { capabilities: 1 + random(15), country: '0x4445', specHash: `0x${'5e'.repeat(32)}` }
      return [
        transfer(ZERO, operator, 1_000n * N3),
        [
          'node-registry',
          'NodeRegistered',
          { node: addressOf(3, index), operator, ...details, operatorNodeCount: 1n },
        ],
        ...stakeOn(index, pool, 100n * N3, minedAt),
      ]
    },
    stake: (minedAt) => {
      const index = random(pools.length)
      const pool = pools[index]
      // Nobody stakes more than the 1,000 N3 each was given.
      if (pool === undefined || pool.own > 900n * N3) return economy.claim()
      return stakeOn(index, pool, amount(), minedAt)
    },
    claim: () => {
      const index = random(pools.length)
      const pool = pools[index]
      if (pool === undefined) return []
      const wei = amount()
      pool.claimed += wei
      totalClaimed += wei
      const split = { amount: wei, commission: wei / 20n, toPool: wei - wei / 20n, lockedAsStake: false }
      const sums = { cumulativeClaimed: pool.claimed, totalClaimed }
      return [
        transfer(replayAddresses.rewards, operatorAt(index), wei),
        ['rewards', 'Claimed', { operator: operatorAt(index), epoch: epoch + 1, ...split, ...sums }],
      ]
    },
    postRoot: (minedAt) => {
      epoch += 1
      total += 1_000n * N3
      const hash = (family: number) => `0x${addressOf(family, epoch).slice(2)}${'0'.repeat(23)}1`
      const file = { root: hash(8), cumulativeTotal: total, dataHash: hash(9) }
      return ['rewards', 'RootPosted', { epoch, ...file, claimableAt: minedAt + 15 }]
    },
  }
  return economy
}
