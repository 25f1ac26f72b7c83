import { rewardsAbi } from '@network3/chain/abi/rewards'
import { addBalances } from '@network3/db/write/balances'
import { insertBlocks } from '@network3/db/write/blocks'
import { type EventRow, insertEvents } from '@network3/db/write/events'
import type { Writer } from '@network3/db/write/open-writer'
import { createTip, moveTip } from '@network3/db/write/tip'
import { openRequests, settleRequests } from '@network3/db/write/unstake-requests'
import { encodeAbiParameters, encodeEventTopics } from 'viem'
import { claimedWei } from './seed-epochs.ts'
import {
  blockHash,
  delegatorAddress,
  N3,
  nodeAddress,
  operatorAddress,
  SHARES_PER_WEI,
  TIP_AT,
  TIP_NUMBER,
  txHash,
} from './test-actors.ts'

const FINALIZED = 80
const SAFE = 90
/** Blocks 11 to 100 carry one event each, block 100 three. */
const FIRST_EVENT_BLOCK = 11
export const EVENTS = TIP_NUMBER - FIRST_EVENT_BLOCK + 1 + 2

export function minedAt(block: number): number {
  return TIP_AT - (TIP_NUMBER - block)
}

/** Headers, events, balances and requests up to the tip. */
export async function seedChain(writer: Writer): Promise<void> {
  const heads = { head: BigInt(TIP_NUMBER), safe: BigInt(SAFE), finalized: BigInt(FINALIZED) }
  const blocks = Array.from({ length: TIP_NUMBER }, (_, index) => headerOf(index + 1))
  await writer.transaction(async (tx) => {
    await createTip(tx, {
      chainId: 31337n,
      deploymentHash: blockHash(0),
      startBlock: 1n,
      anchor: headerOf(0),
      heads,
    })
    await insertBlocks(tx, blocks)
    const to = { number: BigInt(TIP_NUMBER), hash: blockHash(TIP_NUMBER), minedAt: TIP_AT }
    await moveTip(tx, { number: 0n, hash: blockHash(0) }, to, heads)
    await insertEvents(tx, eventsUpTo(TIP_NUMBER))
    await addBalances(tx, new Map([[delegatorAddress(0), 600_000_000n * N3]]))
    await openRequests(tx, [1, 2, 3, 4].map(requestOf))
    const settledAt = TIP_AT - 10
    await settleRequests(tx, [
      { id: 3n, status: 'cancelled', settledWei: 5n * N3, settledAt },
      { id: 4n, status: 'withdrawn', settledWei: 4n * N3, settledAt },
    ])
  })
}

function headerOf(number: number) {
  return {
    number: BigInt(number),
    hash: blockHash(number),
    parentHash: blockHash(Math.max(number - 1, 0)),
    minedAt: minedAt(number),
  }
}

/** Delegator 0's requests on operator 3: 1 thaws, 2 is ready, 3 was cancelled, 4 withdrawn. */
function requestOf(id: number) {
  return {
    id: BigInt(id),
    operator: operatorAddress(3),
    staker: delegatorAddress(0),
    thawingShares: 10n * N3 * SHARES_PER_WEI,
    assetsWei: 10n * N3,
    requestedAt: TIP_AT - 100 + id,
    unlocksAt: id === 1 ? TIP_AT + 50 : TIP_AT - 20,
  }
}

function eventsUpTo(tip: number): EventRow[] {
  const staked = Array.from({ length: tip - FIRST_EVENT_BLOCK + 1 }, (_, index) =>
    stakedEvent(FIRST_EVENT_BLOCK + index, 0),
  )
  return [...staked, claimedEvent(1, 1), claimedEvent(7, 2)]
}

/** Block n: delegator 0 staked n N3 on operator n mod 24. */
export function stakedEvent(block: number, logIndex: number, fork = 0): EventRow {
  return {
    ...placeOf(block, logIndex, fork),
    contract: 'staking',
    name: 'Staked',
    operator: operatorAddress(block % 24),
    account: delegatorAddress(0),
    node: block === 50 ? nodeAddress(2, 0) : null,
    amountWei: BigInt(block) * N3,
    topics: [blockHash(9)],
    data: '0x',
  }
}

function claimedEvent(operator: number, logIndex: number): EventRow {
  const address = operatorAddress(operator)
  const amount = claimedWei(operator)
  const commission = amount / 10n
  const topics = encodeEventTopics({
    abi: rewardsAbi,
    eventName: 'Claimed',
    args: { operator: address, epoch: 3n },
  })
  return {
    ...placeOf(TIP_NUMBER, logIndex, 0),
    contract: 'rewards',
    name: 'Claimed',
    operator: address,
    account: null,
    node: null,
    amountWei: amount,
    topics: topics.flatMap((topic) => (typeof topic === 'string' ? [topic] : [])),
    data: encodeAbiParameters(
      ['uint256', 'uint256', 'uint256', 'bool', 'uint256', 'uint256'].map((type) => ({ type })),
      [amount, commission, amount - commission, false, amount, amount],
    ),
  }
}

function placeOf(block: number, logIndex: number, fork: number) {
  return {
    blockNumber: BigInt(block),
    logIndex,
    blockHash: blockHash(block, fork),
    minedAt: minedAt(block),
    txHash: txHash(block),
  }
}
