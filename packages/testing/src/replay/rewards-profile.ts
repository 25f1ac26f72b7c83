import type { EventDraft } from './encode-draft.ts'
import { addressOf, GENESIS_AT, type Profile, type Transaction } from './profile.ts'
import { createRandom } from './random.ts'

export type RewardsOptions = {
  name: string
  seed: number
  blocks: number
  events: number
  operators: number
  /** 2, unless given; blocks of less than a second share one with others. */
  secondsPerBlock?: number
}

/** Of five events four are claims and one is a stake, each in a transaction of its own, as relayers send them. */
const CLAIMS_OF_FIVE = 4
const EPOCH_SECONDS = 3_600

/**
 * Claims and stakes alone, the work every indexer can be given: each operator's cumulative sums and each position's
 * shares are carried on from event to event, as the contracts do.
 */
export function rewardsProfile(options: RewardsOptions): Profile {
  const { name, seed, blocks, events, operators, secondsPerBlock = 2 } = options
  const random = createRandom(seed)
  const claimed = new Array<bigint>(operators).fill(0n)
  const shares = new Map<number, bigint>()
  let totalClaimed = 0n
  let made = 0

  const amount = (): bigint => BigInt(1 + random(1_000_000_000)) * 10n ** 10n + BigInt(random(1_000_000_000))

  const claim = (minedAt: number): EventDraft => {
    const index = random(operators)
    const wei = amount()
    const commission = wei / 20n
    const cumulative = (claimed[index] ?? 0n) + wei
    claimed[index] = cumulative
    totalClaimed += wei
    const args = {
      ...{ operator: addressOf(1, index), epoch: Math.floor((minedAt - GENESIS_AT) / EPOCH_SECONDS) + 1 },
      ...{ amount: wei, commission, toPool: wei - commission, lockedAsStake: random(8) === 0 },
      ...{ cumulativeClaimed: cumulative, totalClaimed },
    }
    return ['rewards', 'Claimed', args]
  }

  const stake = (): EventDraft => {
    const index = random(operators)
    const isOwn = random(2) === 0
    const key = isOwn ? index : index + operators
    const assets = amount()
    const stakerShares = (shares.get(key) ?? 0n) + assets * 1_000n
    shares.set(key, stakerShares)
    const operator = addressOf(1, index)
    const staker = isOwn ? operator : addressOf(2, index % 5_000)
    return ['staking', 'Staked', { operator, staker, assets, shares: assets * 1_000n, stakerShares }]
  }

  return {
    ...{ name, blocks, startsAt: GENESIS_AT, secondsPerBlock },
    next: (block, minedAt) => {
      const until = Math.floor((events * block) / blocks)
      const transactions: Transaction[] = []
      for (; made < until; made++) transactions.push([made % 5 < CLAIMS_OF_FIVE ? claim(minedAt) : stake()])
      return transactions
    },
  }
}
