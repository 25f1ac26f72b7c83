import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import { connectChain } from '@network3/chain/chain-reader'
import { localAttestors } from '@network3/chain/local-economy'
import { createLogger } from '@network3/service/logger'
import { createMetrics, type Metrics } from '@network3/service/metrics'
import { waitUntil } from '@network3/testing/wait-until'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startAttestor } from './run-attestor.ts'
import { type MeasuredNetwork, serveReceipts, startMeasuredNetwork } from './testing/measured-network.ts'
import { verifyEpoch } from './verify/verify-epoch.ts'

let network: MeasuredNetwork
let folder: string
let ports: number[]

beforeAll(async () => {
  network = await startMeasuredNetwork()
  folder = mkdtempSync(join(tmpdir(), 'network3-attestors-'))
  ports = await findFreePorts(3)
})
afterAll(async () => {
  await network.stop()
  rmSync(folder, { recursive: true, force: true })
})

type Settings = { which?: number[]; receiptsUrls?: string[]; receiptsWaitSeconds?: number }

/** Runs attestors while `work` runs; each on a port and in a folder of its own, as processes would. */
async function withAttestors<T>(
  { which = [0, 1, 2], ...settings }: Settings,
  work: () => Promise<T>,
): Promise<T> {
  const stop = new AbortController()
  const metrics = which.map(() => createMetrics())
  live = metrics
  const running = await Promise.all(
    which.map((index, place) => {
      const account = localAttestors()[index]
      const metric = metrics[place]
      if (account === undefined || metric === undefined) throw new Error('no such attestor')
      return startAttestor({
        chain: connectChain(network.anvil.rpcUrl, network.chain.deployment),
        ...{ account, folder: join(folder, String(index)), port: ports[index] ?? 0, host: '127.0.0.1' },
        receiptsUrl: settings.receiptsUrls?.[index] ?? network.gateway.url,
        peers: ports.filter((_, other) => other !== index).map((port) => `http://127.0.0.1:${port}`),
        receiptsWaitSeconds: settings.receiptsWaitSeconds ?? 3_600,
        ...{ turnMs: 300, lookMs: 100, metrics: metric, signal: stop.signal },
        logger: createLogger('attestor-test', 'silent'),
      })
    }),
  )
  try {
    return await work()
  } finally {
    stop.abort()
    await Promise.all(running.map((one) => one.running))
  }
}
const metricsNow = async () => (await Promise.all(live.map(({ registry }) => registry.metrics()))).join('')
let live: Metrics[] = []

async function findFreePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const found = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return found
}

const rewards = () => ({ address: network.chain.deployment.contracts.rewards, abi: rewardsAbi }) as const
const lastEpoch = () => network.chain.client.readContract({ ...rewards(), functionName: 'lastEpoch' })
const isPosted = (epoch: bigint) =>
  waitUntil(`epoch ${epoch} is posted`, async () => (await lastEpoch()) >= epoch)
const sources = () => ({
  chain: network.chain,
  receiptsUrl: network.gateway.url,
  epochFilesUrls: ports.map((port) => `http://127.0.0.1:${port}/epochs`),
})

it('pays for what was measured, to nobody else, and anybody finds the same from public data', async () => {
  await network.passEpoch()
  await network.passEpoch()
  // The first was under way when the nodes were registered.
  await network.publish(1n, [])
  await network.publish(2n, [await network.receiptsOf(2n, 0), await network.receiptsOf(2n, 1_000)])
  await withAttestors({}, async () => {
    await isPosted(2n)
    const verified = await verifyEpoch(sources(), 2n)
    expect(verified).toMatchObject({ isEqual: true })
    const paid = verified.file.nodes.filter(({ amountWei }) => amountWei !== '0')
    expect(verified.file.nodes).toHaveLength(5)
    expect(paid).toHaveLength(2)
    expect(verified.file.pools.find(({ name }) => name === 'compute')).toMatchObject({ work: '16' })
    expect(await verifyEpoch(sources(), 1n)).toMatchObject({ isEqual: true })
  })
})

it('pays a newcomer without a token in its first whole epoch, from the unstaked share, locked as its stake', async () => {
  await network.passEpoch()
  const newcomer = await network.receiptsOf(3n, 2_000)
  await network.publish(3n, [await network.receiptsOf(3n, 0), newcomer])
  await withAttestors({}, async () => {
    await isPosted(3n)
    const { isEqual, file } = await verifyEpoch(sources(), 3n)
    expect(isEqual).toBe(true)
    const entry = file.nodes.find(({ node }) => node === newcomer.node)
    expect(entry).toMatchObject({ locked: true, inputs: { hasMinimumStake: false, slots: 24 } })
    const amountWei = BigInt(entry?.amountWei ?? 0)
    expect(amountWei).toBeGreaterThan(0n)
    const paid = file.pools.reduce((sum, { paidWei }) => sum + BigInt(paidWei), 0n)
    expect(amountWei * 50n).toBeLessThanOrEqual(paid)
    // What it earned is a leaf of the root, so that it can be claimed.
    const leaf = file.operators.find(({ operator }) => operator === entry?.operator)
    expect(leaf?.cumulativeWei).toBe(entry?.amountWei)
  })
})

it('waits for receipts, and goes on with two of three', async () => {
  await network.passEpoch()
  await withAttestors({ which: [0, 2] }, async () => {
    await waitUntil('it waits for receipts', async () =>
      (await metricsNow()).includes('n3_attestor_waiting_for_receipts 1'),
    )
    expect(await lastEpoch()).toBe(3n)
    await network.publish(4n, [await network.receiptsOf(4n, 0)])
    await isPosted(4n)
  })
})

it('posts nothing while a gateway tells two attestors different things, and says so', async () => {
  await network.passEpoch()
  const honest = network.gateway.url
  const liar = await serveReceipts()
  try {
    await network.publish(5n, [await network.receiptsOf(5n, 0)])
    const told = network.gateway.get(5n) ?? ''
    await network.publish(5n, [])
    liar.set(5n, network.gateway.get(5n) ?? '')
    network.gateway.set(5n, told)
    await withAttestors({ which: [0, 1], receiptsUrls: [honest, liar.url] }, async () => {
      await waitUntil('they disagree', async () =>
        /n3_attestor_disagreements_total\{about="receipts"\} [1-9]/.test(await metricsNow()),
      )
      expect(await lastEpoch()).toBe(4n)
    })
    // The third had the same as the first: their quorum is one of attestors, not of hashes somebody preferred.
    await withAttestors({}, () => isPosted(5n))
  } finally {
    await liar.close()
  }
})

it('pays nobody when there are no receipts in time, and carries all of it over', async () => {
  await network.passEpoch()
  await withAttestors({ receiptsWaitSeconds: 1 }, async () => {
    await network.control.increaseTime({ seconds: 2 })
    await network.control.mine({ blocks: 1 })
    await isPosted(6n)
    const { isEqual, file } = await verifyEpoch(sources(), 6n)
    expect(isEqual).toBe(true)
    expect(file).toMatchObject({ version: 2, receiptsHash: null })
    expect(file.nodes.every(({ amountWei }) => amountWei === '0')).toBe(true)
    for (const pool of file.pools) {
      const whole = BigInt(pool.emissionWei) + BigInt(pool.carriedInWei)
      expect(BigInt(pool.carriedOutWei)).toBe(whole)
    }
  })
})

it('computes published files again, from receipts and chain, when its folder was lost', async () => {
  rmSync(folder, { recursive: true, force: true })
  await network.passEpoch()
  await network.publish(7n, [await network.receiptsOf(7n, 1)])
  // Of epoch 6 there are none for ever; the wait is over for it.
  await withAttestors({}, () => isPosted(7n))
  await withAttestors({ which: [1] }, async () => {
    expect(await verifyEpoch(sources(), 7n)).toMatchObject({ isEqual: true })
  })
})

it('names the first difference when a published file is not what the receipts give', async () => {
  await withAttestors({ which: [1] }, async () => {
    const kept = network.gateway.get(7n) ?? ''
    await network.publish(7n, [])
    const other = await verifyEpoch(sources(), 7n)
    expect(other).toMatchObject({ isEqual: false, difference: expect.stringMatching(/receipts/) })
    network.gateway.set(7n, kept)
  })
})

it('takes another attestor’s copy of the receipts when it cannot reach the gateway', async () => {
  await network.passEpoch()
  await network.publish(8n, [await network.receiptsOf(8n, 0)])
  const nobody = 'http://127.0.0.1:1'
  await withAttestors({ which: [0, 1], receiptsUrls: [network.gateway.url, nobody] }, async () => {
    await isPosted(8n)
    expect((await verifyEpoch(sources(), 8n)).file.nodes.some(({ amountWei }) => amountWei !== '0')).toBe(
      true,
    )
  })
})

it('publishes again what an unwound chain has forgotten, on top of what it still knows', async () => {
  const snapshot = await network.control.snapshot()
  await withAttestors({ receiptsWaitSeconds: 1 }, async () => {
    for (const epoch of [9n, 10n]) {
      await network.passEpoch()
      await network.publish(epoch, [await network.receiptsOf(epoch, 0)])
    }
    await isPosted(10n)
    await network.control.revert({ id: snapshot })
    expect(await lastEpoch()).toBe(8n)
    await network.control.increaseTime({ seconds: 7 })
    await network.passEpoch()
    await network.passEpoch()
    await isPosted(10n)
    expect(await verifyEpoch(sources(), 10n)).toMatchObject({ isEqual: true })
  })
})

it('catches up after a standstill, and pays nobody for epochs without a block', async () => {
  await network.control.increaseTime({ seconds: 600 })
  await network.control.mine({ blocks: 1 })
  await withAttestors({ receiptsWaitSeconds: 1 }, async () => {
    await isPosted(18n)
    const { file } = await verifyEpoch(sources(), 15n)
    expect(file.nodes).toEqual([])
    expect(file.operators.every(({ amountWei }) => amountWei === '0')).toBe(true)
  })
})
