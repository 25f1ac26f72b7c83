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
    expect(verified.file.nodes).toHaveLength(4)
    expect(paid).toHaveLength(2)
    expect(verified.file.pools.find(({ name }) => name === 'compute')).toMatchObject({ work: '16' })
    expect(await verifyEpoch(sources(), 1n)).toMatchObject({ isEqual: true })
  })
})

it('waits for receipts, and goes on with two of three', async () => {
  await network.passEpoch()
  await withAttestors({ which: [0, 2] }, async () => {
    await waitUntil('it waits for receipts', async () =>
      (await metricsNow()).includes('n3_attestor_waiting_for_receipts 1'),
    )
    expect(await lastEpoch()).toBe(2n)
    await network.publish(3n, [await network.receiptsOf(3n, 0)])
    await isPosted(3n)
  })
})

it('posts nothing while a gateway tells two attestors different things, and says so', async () => {
  await network.passEpoch()
  const honest = network.gateway.url
  const liar = await serveReceipts()
  try {
    await network.publish(4n, [await network.receiptsOf(4n, 0)])
    const told = network.gateway.get(4n) ?? ''
    await network.publish(4n, [])
    liar.set(4n, network.gateway.get(4n) ?? '')
    network.gateway.set(4n, told)
    await withAttestors({ which: [0, 1], receiptsUrls: [honest, liar.url] }, async () => {
      await waitUntil('they disagree', async () =>
        /n3_attestor_disagreements_total\{about="receipts"\} [1-9]/.test(await metricsNow()),
      )
      expect(await lastEpoch()).toBe(3n)
    })
    // The third had the same as the first: their quorum is one of attestors, not of hashes somebody preferred.
    await withAttestors({}, () => isPosted(4n))
  } finally {
    await liar.close()
  }
})

it('pays nobody when there are no receipts in time, and carries all of it over', async () => {
  await network.passEpoch()
  await withAttestors({ receiptsWaitSeconds: 1 }, async () => {
    await network.control.increaseTime({ seconds: 2 })
    await network.control.mine({ blocks: 1 })
    await isPosted(5n)
    const { isEqual, file } = await verifyEpoch(sources(), 5n)
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
  await network.publish(6n, [await network.receiptsOf(6n, 1)])
  // Of epoch 5 there are none for ever; the wait is over for it.
  await withAttestors({}, () => isPosted(6n))
  await withAttestors({ which: [1] }, async () => {
    expect(await verifyEpoch(sources(), 6n)).toMatchObject({ isEqual: true })
  })
})

it('names the first difference when a published file is not what the receipts give', async () => {
  await withAttestors({ which: [1] }, async () => {
    const kept = network.gateway.get(6n) ?? ''
    await network.publish(6n, [])
    const other = await verifyEpoch(sources(), 6n)
    expect(other).toMatchObject({ isEqual: false, difference: expect.stringMatching(/receipts/) })
    network.gateway.set(6n, kept)
  })
})

it('takes another attestor’s copy of the receipts when it cannot reach the gateway', async () => {
  await network.passEpoch()
  await network.publish(7n, [await network.receiptsOf(7n, 0)])
  const nobody = 'http://127.0.0.1:1'
  await withAttestors({ which: [0, 1], receiptsUrls: [network.gateway.url, nobody] }, async () => {
    await isPosted(7n)
    expect((await verifyEpoch(sources(), 7n)).file.nodes.some(({ amountWei }) => amountWei !== '0')).toBe(
      true,
    )
  })
})

it('publishes again what an unwound chain has forgotten, on top of what it still knows', async () => {
  const snapshot = await network.control.snapshot()
  await withAttestors({ receiptsWaitSeconds: 1 }, async () => {
    for (const epoch of [8n, 9n]) {
      await network.passEpoch()
      await network.publish(epoch, [await network.receiptsOf(epoch, 0)])
    }
    await isPosted(9n)
    await network.control.revert({ id: snapshot })
    expect(await lastEpoch()).toBe(7n)
    await network.control.increaseTime({ seconds: 7 })
    await network.passEpoch()
    await network.passEpoch()
    await isPosted(9n)
    expect(await verifyEpoch(sources(), 9n)).toMatchObject({ isEqual: true })
  })
})

it('catches up after a standstill, and pays nobody for epochs without a block', async () => {
  await network.control.increaseTime({ seconds: 600 })
  await network.control.mine({ blocks: 1 })
  await withAttestors({ receiptsWaitSeconds: 1 }, async () => {
    await isPosted(17n)
    const { file } = await verifyEpoch(sources(), 14n)
    expect(file.nodes).toEqual([])
    expect(file.operators.every(({ amountWei }) => amountWei === '0')).toBe(true)
  })
})
