import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import { stakingAbi } from '@network3/chain/abi/staking'
import type { Deployment } from '@network3/chain/deployment'
import { localRichAccount } from '@network3/chain/local-economy'
import { accruedPool, assetsForSharesDown } from '@network3/core/staking-math'
import { createActor } from '@network3/testing/actors'
import { type AnvilServer, startAnvil } from '@network3/testing/anvil'
import { deployTestContracts } from '@network3/testing/contracts'
import {
  type Address,
  createTestClient,
  encodeAbiParameters,
  http,
  parseAbi,
  parseEther,
  publicActions,
  walletActions,
} from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimSplit } from './claim-split.ts'
import { poolAt } from './pool.ts'

/** What is computed here from rows is what the contracts' own views say at the same block. */
let anvil: AnvilServer
let deployment: Deployment
const transferAndCall = parseAbi([
  'function transferAndCall(address to, uint256 value, bytes data) returns (bool)',
])
const treasury = () => createActor(anvil.rpcUrl, 1)
const chain = () =>
  createTestClient({ mode: 'anvil', transport: http(anvil.rpcUrl) })
    .extend(publicActions)
    .extend(walletActions)
const staking = () => ({ address: deployment.contracts.staking, abi: stakingAbi }) as const
const rewards = () => ({ address: deployment.contracts.rewards, abi: rewardsAbi }) as const

beforeAll(async () => {
  anvil = await startAnvil()
  deployment = await deployTestContracts(anvil.rpcUrl)
})
afterAll(() => anvil.stop())

/** The treasury's account stakes with `operator`; its own pool, where that is the treasury itself. */
async function stake(operator: Address, wei: bigint) {
  const { staking: to, n3Token: address } = deployment.contracts
  const args = [to, wei, encodeAbiParameters([{ type: 'address' }], [operator])] as const
  const hash = await treasury().writeContract({
    address,
    abi: transferAndCall,
    functionName: 'transferAndCall',
    args,
  })
  await treasury().waitForTransactionReceipt({ hash })
}

async function expectAgreement(operator: Address) {
  const [pool, minimumStakeWei, minimumSelfStakeWei] = await Promise.all([
    chain().readContract({ ...staking(), functionName: 'poolState', args: [operator] }),
    chain().readContract({ ...staking(), functionName: 'minimumStake' }),
    chain().readContract({ ...staking(), functionName: 'minimumSelfStake' }),
  ])
  for (const amountWei of [1n, parseEther('0.5'), parseEther('3'), parseEther('40') + 7n]) {
    const said = await chain().readContract({
      ...rewards(),
      functionName: 'claimable',
      args: [operator, amountWei],
    })
    const split = claimSplit({
      ...{ amountWei, commissionBps: pool.commissionBps, isPoolEmpty: pool.activeShares === 0n },
      ...{ selfStakeWei: pool.selfStake, minimumSelfStakeWei, minimumStakeWei },
    })
    const waits = { commissionWei: 0n, toPoolWei: 0n, isLockedAsStake: false }
    const { commission, toPool, lockedAsStake, status } = said
    expect(split ?? waits).toEqual({
      commissionWei: commission,
      toPoolWei: toPool,
      isLockedAsStake: lockedAsStake,
    })
    expect(split === undefined).toBe(status === 2)
  }
}

test('a claim is divided as Rewards.claimable says, whoever has staked and whatever the commission', async () => {
  const operator = treasury().account.address
  await expectAgreement(operator)
  const hash = await treasury().writeContract({ ...staking(), functionName: 'setCommission', args: [1_234] })
  await treasury().waitForTransactionReceipt({ hash })
  const waits = await chain().readContract({ ...staking(), functionName: 'commissionDelay' })
  await chain().increaseTime({ seconds: Number(waits) })
  await chain().mine({ blocks: 1 })
  await expectAgreement(operator)
  const follower = localRichAccount('demo').address
  await stake(follower, parseEther('5'))
  await expectAgreement(follower)
  await stake(operator, parseEther('5'))
  await expectAgreement(operator)
  await stake(operator, parseEther('500'))
  await expectAgreement(operator)
})

test('a pool at a block’s time is what Staking.poolState says in that block', async () => {
  const operator = treasury().account.address
  await stake(operator, parseEther('11'))
  const from = deployment.contracts.rewards
  await chain().setBalance({ address: from, value: parseEther('1') })
  await chain().impersonateAccount({ address: from })
  const { n3Token, staking: pool } = deployment.contracts
  const mint = await chain().simulateContract({
    ...{ address: n3Token, abi: n3TokenAbi, functionName: 'mintRewards', account: from },
    args: [operator, 0n, pool, parseEther('7')],
  })
  await chain().writeContract({ ...mint.request, chain: null })
  const { request } = await chain().simulateContract({
    ...{ ...staking(), functionName: 'addRewards', args: [operator, parseEther('7')], account: from },
  })
  await chain().writeContract({ ...request, chain: null })
  for (const seconds of [1, 13, 30, 90]) {
    await chain().increaseTime({ seconds })
    await chain().mine({ blocks: 1 })
    const { timestamp, number: blockNumber } = await chain().getBlock()
    const read = { ...staking(), args: [operator], blockNumber } as const
    const state = await chain().readContract({ ...read, functionName: 'poolState' })
    const stored = await chain().readContract({ ...read, functionName: 'poolOf' })
    const ours = accruedPool(stored, timestamp)
    expect(poolAt(stored, new Date(Number(timestamp) * 1000))).toEqual(ours)
    expect(ours).toEqual({
      activeAssets: state.activeAssets,
      activeShares: state.activeShares,
      streamRemaining: state.streamRemaining,
    })
    expect(assetsForSharesDown(ours, 10n ** 24n)).toBe(state.pricePerShare)
  }
})
