import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import { stakingAbi } from '@network3/chain/abi/staking'
import { sharesOf } from '@network3/chain/book/network-book'
import { localRichAccount } from '@network3/chain/local-economy'
import { lowerAddress } from '@network3/core/address'
import { type EpochFile, epochDataHash, serialiseEpochFile } from '@network3/core/epoch-file'
import { accruedPool, assetsForSharesDown, sharesForAssetsDown } from '@network3/core/staking-math'
import { epochLeaf, epochTree, verifyEpochText } from '@network3/core/verify-epoch-file'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followEconomy } from '../book/chain-book.ts'
import { claimRewards } from '../chain/calls.ts'
import { sendAcceptedCalls } from '../chain/send-calls.ts'
import { type EconomyUnderTest, startEconomyUnderTest } from '../economy-under-test.ts'
import { setupEconomy } from '../setup/setup-economy.ts'
import { type PublisherDeps, publishDueEpochs } from './publish-epochs.ts'

let economy: EconomyUnderTest
let publisher: PublisherDeps

beforeAll(async () => {
  economy = await startEconomyUnderTest()
  await setupEconomy(economy.chain, economy.plan)
  publisher = economy.createPublisher()
})
afterAll(() => economy.stop())

const contract = () => ({ address: economy.chain.deployment.contracts.rewards, abi: rewardsAbi }) as const
const lastEpoch = () => economy.chain.client.readContract({ ...contract(), functionName: 'lastEpoch' })

/** The published file of an epoch, held against the contract. */
async function publishedFile(epoch: bigint): Promise<EpochFile> {
  const posted = await economy.chain.client.readContract({
    ...contract(),
    functionName: 'rootOf',
    args: [epoch],
  })
  const text = readFileSync(join(economy.epochFolder, `${posted.dataHash}.json`), 'utf8')
  return verifyEpochText(text, {
    chainId: economy.terms.chainId,
    rewards: economy.terms.rewards,
    epoch: Number(epoch),
    root: posted.root,
    dataHash: posted.dataHash,
    cumulativeTotalWei: posted.cumulativeTotal,
  })
}

/** One epoch with blocks all through it, so that its snapshot lies in it. */
async function passBusyEpoch() {
  for (let part = 0; part < 6; part++) await economy.passSeconds(10)
}

describe('publishDueEpochs', () => {
  it('posts each epoch that ended, once, with a file that rebuilds to the root', async () => {
    for (let epoch = 0; epoch < 3; epoch++) await passBusyEpoch()
    expect(await publishDueEpochs(publisher)).toBe(3)
    expect(await publishDueEpochs(publisher)).toBe(0)
    expect(await lastEpoch()).toBe(3n)
    for (const epoch of [1n, 2n, 3n]) await publishedFile(epoch)
    const file = await publishedFile(3n)
    expect(BigInt(file.cumulativeTotalWei)).toBeGreaterThan(0n)
    expect(file.nodes.filter(({ amountWei }) => amountWei !== '0').length).toBe(file.nodes.length)
    expect(file.unmeasured).toContain('bandwidth')
  })

  it('keeps every pool on the emission curve: paid so far + carried = emitted so far', async () => {
    const last = await lastEpoch()
    const file = await publishedFile(last)
    const carried = file.pools.reduce((sum, pool) => sum + BigInt(pool.carriedOutWei), 0n)
    const emitted = await economy.chain.client.readContract({
      ...contract(),
      functionName: 'emissionThrough',
      args: [last],
    })
    expect(BigInt(file.cumulativeTotalWei) + carried).toBe(emitted)
  })

  it('catches up after a standstill, and pays nobody for epochs without a block', async () => {
    const before = await lastEpoch()
    await economy.passSeconds(10 * 60)
    expect(await publishDueEpochs(publisher)).toBeGreaterThanOrEqual(9)
    const still = await publishedFile(before + 4n)
    expect(still.nodes).toEqual([])
    expect(still.operators.every(({ amountWei }) => amountWei === '0')).toBe(true)
    expect(still.cumulativeTotalWei).toBe((await publishedFile(before + 2n)).cumulativeTotalWei)
  })

  it('lets an operator claim by a proof from the file, and pays the increment once', async () => {
    await passBusyEpoch()
    await passBusyEpoch()
    await publishDueEpochs(publisher)
    await economy.passSeconds(16)
    const epoch = await lastEpoch()
    const file = await publishedFile(epoch)
    const staked = economy.plan.operators.find(({ selfStakeWei }) => selfStakeWei >= 100n * 10n ** 18n)
    const entry = file.operators.find(({ operator }) => operator === staked?.address)
    if (entry === undefined) throw new Error('no staked operator has earned')
    const call = claimRewards(economy.chain.deployment, localRichAccount('demo'), {
      epoch,
      operator: entry.operator,
      cumulativeWei: BigInt(entry.cumulativeWei),
      proof: epochTree(file).proofOf(epochLeaf(file, entry)),
    })
    await sendAcceptedCalls(economy.chain, [call])
    const args = [entry.operator] as const
    const claimed = await economy.chain.client.readContract({
      ...contract(),
      functionName: 'claimedOf',
      args,
    })
    expect(claimed).toBe(BigInt(entry.cumulativeWei))
    await expect(sendAcceptedCalls(economy.chain, [call])).rejects.toMatchObject({ code: 'TX_REVERTED' })
  })

  it('values pools as the contract does, while rewards stream in', async () => {
    const { client, deployment } = economy.chain
    const staking = { address: deployment.contracts.staking, abi: stakingAbi } as const
    for (const seconds of [1, 7, 23, 60]) {
      await economy.passSeconds(seconds)
      const { number: blockNumber, timestamp } = await client.getBlock()
      const book = await followEconomy(economy.chain).bookAt(blockNumber)
      for (const [operator, pool] of book.pools) {
        const now = accruedPool(pool, timestamp)
        const activeAssetsOf = {
          ...staking,
          functionName: 'activeAssetsOf',
          args: [operator],
          blockNumber,
        } as const
        expect(await client.readContract(activeAssetsOf)).toBe(now.activeAssets)
        const stakeOf = {
          ...staking,
          functionName: 'stakeOf',
          args: [operator, operator],
          blockNumber,
        } as const
        const shares = sharesOf(book, operator, operator)
        expect(await client.readContract(stakeOf)).toBe(assetsForSharesDown(now, shares))
        const preview = {
          ...staking,
          functionName: 'previewStake',
          args: [operator, 12_345n],
          blockNumber,
        } as const
        expect(await client.readContract(preview)).toBe(sharesForAssetsDown(now, 12_345n))
      }
      if (seconds < 60)
        expect([...book.pools.values()].some(({ streamRemaining }) => streamRemaining > 0n)).toBe(true)
    }
  })

  it('gives the same files to a process that starts anew and reads everything again', async () => {
    await passBusyEpoch()
    const epoch = (await lastEpoch()) + 1n
    const previous = await publishedFile(epoch - 1n)
    const [seasoned, fresh] = await Promise.all([
      publisher.computer.compute(epoch, previous),
      economy.createPublisher().computer.compute(epoch, previous),
    ])
    expect(serialiseEpochFile(fresh)).toBe(serialiseEpochFile(seasoned))
  })

  it('needs a quorum of attestors that compute the same: one liar is outvoted, two stop the epoch', async () => {
    await passBusyEpoch()
    const before = await lastEpoch()
    const liar = {
      address: lowerAddress(economy.plan.operators[0]?.address ?? ''),
      attest: () => Promise.reject(new Error('computes something else')),
    }
    const [first, second, third] = publisher.attestors
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('attestors are missing')
    await expect(publishDueEpochs({ ...publisher, attestors: [first, liar, liar] })).rejects.toThrow(
      '1 of 2 attestors',
    )
    expect(await lastEpoch()).toBe(before)
    expect(await publishDueEpochs({ ...publisher, attestors: [first, liar, third] })).toBeGreaterThan(0)
  })

  it('an attestor refuses a file that pays one wei more, and a false file before it', async () => {
    await passBusyEpoch()
    const epoch = (await lastEpoch()) + 1n
    const previous = await publishedFile(epoch - 1n)
    const file = await publisher.computer.compute(epoch, previous)
    const [attestor] = economy.createPublisher().attestors
    const [first, ...rest] = file.nodes
    if (attestor === undefined || first === undefined) throw new Error('nobody to ask')
    const greedy = {
      ...file,
      nodes: [{ ...first, amountWei: String(BigInt(first.amountWei) + 1n) }, ...rest],
    }
    const hashOf = (which: EpochFile) => epochDataHash(serialiseEpochFile(which))
    const refused = expect.objectContaining({ code: 'FILE_HASH_MISMATCH' })
    await expect(
      attestor.attest({ epoch, previous, dataHash: hashOf(greedy), vetoCount: 0n }),
    ).rejects.toEqual(refused)
    const forged = { ...previous, cumulativeTotalWei: '1' }
    await expect(
      attestor.attest({ epoch, previous: forged, dataHash: hashOf(file), vetoCount: 0n }),
    ).rejects.toEqual(refused)
    await expect(
      attestor.attest({ epoch, previous, dataHash: hashOf(file), vetoCount: 0n }),
    ).resolves.toMatch(/^0x/)
  })

  it('publishes again what an unwound chain has forgotten, on top of what it still knows', async () => {
    await publishDueEpochs(publisher)
    const kept = await lastEpoch()
    const snapshot = await economy.control.snapshot()
    await passBusyEpoch()
    await passBusyEpoch()
    expect(await publishDueEpochs(publisher)).toBe(2)
    await economy.control.revert({ id: snapshot })
    expect(await lastEpoch()).toBe(kept)
    await economy.passSeconds(7)
    for (let epoch = 0; epoch < 2; epoch++) await passBusyEpoch()
    expect(await publishDueEpochs(publisher)).toBeGreaterThanOrEqual(2)
    for (let epoch = kept; epoch <= (await lastEpoch()); epoch++) await publishedFile(epoch)
  })

  it('computes the published files again when their folder was lost', async () => {
    const names = readdirSync(economy.epochFolder)
    const posted = await economy.chain.client.readContract({
      ...contract(),
      functionName: 'rootOf',
      args: [await lastEpoch()],
    })
    for (const name of names) rmSync(join(economy.epochFolder, name))
    await passBusyEpoch()
    expect(await publishDueEpochs(economy.createPublisher())).toBeGreaterThan(0)
    expect(readdirSync(economy.epochFolder)).toContain(`${posted.dataHash}.json`)
    for (let epoch = 1n; epoch <= (await lastEpoch()); epoch++) await publishedFile(epoch)
  })
})
