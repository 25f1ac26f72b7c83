import { epochDataHash, parseEpochFile } from '@network3/core/epoch-file'
import { verifyMerkleProof } from '@network3/core/merkle'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../../testing/create-test-api.ts'
import { rewardsOfEpoch } from '../../testing/seed-epochs.ts'
import { operatorAddress } from '../../testing/test-actors.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

describe('epochs.find', () => {
  test('lists posted epochs newest first with the state of root and file', async () => {
    const { items } = await api.caller.epochs.find({})
    expect(items.map(({ number, rootState, fileState }) => [number, rootState, fileState])).toEqual([
      [5, 'pending', 'refused'],
      [4, 'pending', 'verified'],
      [3, 'claimable', 'verified'],
      [2, 'claimable', 'verified'],
      [1, 'claimable', 'verified'],
    ])
    expect(items[0]?.fileReason?.code).toBe('ROOT_MISMATCH')
    expect(items[1]?.fileReason).toBeNull()
  })

  test('gives each epoch its own part of the cumulative total', async () => {
    const { items } = await api.caller.epochs.find({ limit: 3 })
    const own = rewardsOfEpoch(1).reduce((sum, { amountWei }) => sum + amountWei, 0n)
    for (const epoch of items) expect(epoch.totalWei).toBe(String(own))
  })

  test('pages hold each epoch once', async () => {
    const first = await api.caller.epochs.find({ limit: 3 })
    const second = await api.caller.epochs.find({ limit: 3, cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items].map(({ number }) => number)).toEqual([5, 4, 3, 2, 1])
    expect(second.nextCursor).toBeNull()
  })
})

describe('epochs.get', () => {
  test('adds the contents of a verified file', async () => {
    const epoch = await api.caller.epochs.get({ number: 2 })
    expect(epoch.contents?.operatorCount).toBe(
      rewardsOfEpoch(2).filter(({ amountWei }) => amountWei > 0n).length,
    )
    expect(epoch.contents?.pools.map(({ name }) => name)).toEqual(['uptime', 'bandwidth', 'compute', 'data'])
    expect(epoch.contents?.unmeasured).toContain('bandwidth')
  })

  test('gives no contents of a file that was refused', async () => {
    expect((await api.caller.epochs.get({ number: 5 })).contents).toBeNull()
  })

  test('knows no epoch that was not posted', async () => {
    await expect(api.caller.epochs.get({ number: 6 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api.caller.epochs.get({ number: 0 })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('epochs.getProof', () => {
  test('leads from the leaf to the root on chain, for every operator', async () => {
    const { root } = await api.caller.epochs.get({ number: 3 })
    for (const { operator, cumulativeWei } of rewardsOfEpoch(3)) {
      const proof = await api.caller.epochs.getProof({ operator, epoch: 3 })
      expect(proof).toMatchObject({ root, cumulativeWei: String(cumulativeWei) })
      expect(verifyMerkleProof(root, proof.leaf, proof.proof)).toBe(true)
    }
  })

  test('there is none without a leaf, of an unverified epoch, or of an unposted one', async () => {
    const proofOf = (index: number, epoch: number) =>
      api.caller.epochs.getProof({ operator: operatorAddress(index), epoch })
    await expect(proofOf(4, 3)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(proofOf(3, 5)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(proofOf(3, 9)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('epochs.getFile', () => {
  test('gives the published bytes, so that anybody can check their hash', async () => {
    const file = await api.caller.epochs.getFile({ epoch: 2 })
    expect(epochDataHash(file.content)).toBe(file.dataHash)
    expect(parseEpochFile(file.content).epoch).toBe(2)
  })

  test('has none that was never fetched', async () => {
    await expect(api.caller.epochs.getFile({ epoch: 5 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api.caller.epochs.getFile({ epoch: 6 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
