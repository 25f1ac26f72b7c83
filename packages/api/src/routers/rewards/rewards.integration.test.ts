import { type RewardDomain, rewardLeaf, verifyMerkleProof } from '@network3/core/merkle'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../../testing/create-test-api.ts'
import { claimedWei, earnedPerEpochWei } from '../../testing/seed-epochs.ts'
import { N3, operatorAddress, TIP_AT, testDeployment } from '../../testing/test-actors.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

const domain: RewardDomain = {
  chainId: BigInt(testDeployment.chainId),
  rewards: testDeployment.contracts.rewards,
  token: testDeployment.contracts.n3Token,
}
const stranger = `0x${'99'.repeat(20)}`

describe('rewards.getClaimable', () => {
  test('gives a proof of the latest claimable epoch that leads to its root, and how it would be split', async () => {
    const answer = await api.caller.rewards.getClaimable({ operator: operatorAddress(3) })
    expect(answer).toMatchObject({
      claimableWei: String(3n * earnedPerEpochWei(3)),
      claimedWei: '0',
      reason: { code: 'CLAIM_READY' },
      claim: { epoch: 3, cumulativeWei: String(9n * N3) },
      // 3 % of 9 N3.
      split: { commissionBps: 300, commissionWei: String((9n * N3 * 3n) / 100n), isLockedAsStake: false },
    })
    const { claim } = answer
    const leaf = rewardLeaf(domain, operatorAddress(3), 9n * N3)
    expect(claim && verifyMerkleProof(claim.root, leaf, claim.proof)).toBe(true)
  })

  test('counts what was claimed, and what waits in its challenge delay', async () => {
    const answer = await api.caller.rewards.getClaimable({ operator: operatorAddress(7) })
    expect(answer.claimableWei).toBe(String(3n * earnedPerEpochWei(7) - claimedWei(7)))
    expect(answer.waiting).toEqual({
      amountWei: String(earnedPerEpochWei(7)),
      claimableAt: new Date((TIP_AT + 15) * 1000).toISOString(),
    })
  })

  test('says why there is nothing: all paid', async () => {
    const answer = await api.caller.rewards.getClaimable({ operator: operatorAddress(1) })
    expect(answer).toMatchObject({
      claimableWei: '0',
      claim: null,
      split: null,
      reason: { code: 'CLAIM_ALREADY_PAID' },
    })
  })

  test('says why there is nothing: nothing earned', async () => {
    const answer = await api.caller.rewards.getClaimable({ operator: operatorAddress(4) })
    expect(answer).toMatchObject({
      claimableWei: '0',
      waiting: null,
      reason: { code: 'CLAIM_NOTHING_EARNED' },
    })
  })

  test('tells an operator below the minimum self-stake that its share is staked instead of paid', async () => {
    const answer = await api.caller.rewards.getClaimable({ operator: operatorAddress(22) })
    expect(answer).toMatchObject({
      reason: { code: 'CLAIM_LOCKED_AS_STAKE' },
      split: { isLockedAsStake: true },
    })
  })

  test('knows no rewards of a stranger', async () => {
    const answer = api.caller.rewards.getClaimable({ operator: stranger })
    await expect(answer).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('rewards.findClaims', () => {
  test('gives the claims on chain, with what the contract logged', async () => {
    const { items } = await api.caller.rewards.findClaims({ operator: operatorAddress(7) })
    expect(items).toEqual([
      expect.objectContaining({
        epoch: 3,
        amountWei: String(N3),
        commissionWei: String(N3 / 10n),
        toPoolWei: String(N3 - N3 / 10n),
        isLockedAsStake: false,
        cumulativeClaimedWei: String(N3),
      }),
    ])
  })

  test('is empty where nothing was claimed', async () => {
    const page = await api.caller.rewards.findClaims({ operator: operatorAddress(3) })
    expect(page).toEqual({ items: [], nextCursor: null })
  })

  test('refuses a cursor of another list', async () => {
    const { nextCursor } = await api.caller.activity.find({ limit: 1 })
    const page = api.caller.rewards.findClaims({ operator: operatorAddress(7), cursor: nextCursor ?? '' })
    await expect(page).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
