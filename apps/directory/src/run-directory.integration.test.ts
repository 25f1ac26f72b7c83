import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import type { Deployment } from '@network3/chain/deployment'
import { localRichAccount } from '@network3/chain/local-economy'
import { nodeBackend } from '@network3/clsc/backend-node'
import { createBundle } from '@network3/clsc/bundle'
import { bundleLeaf, createBundleLog } from '@network3/clsc/bundle-log'
import { epochAt } from '@network3/clsc/epoch'
import { createPool, type Pool } from '@network3/db/pool'
import { appendBundle } from '@network3/db/write/append-bundle'
import { replaceGenerations } from '@network3/db/write/key-generations'
import { openWriter, type Writer } from '@network3/db/write/open-writer'
import { createLogger } from '@network3/service/logger'
import { startAnvil } from '@network3/testing/anvil'
import { deployTestContracts } from '@network3/testing/contracts'
import { startKeyDealer } from '@network3/testing/key-dealer'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { waitUntil } from '@network3/testing/wait-until'
import {
  bytesToHex,
  createTestClient,
  createWalletClient,
  type Hex,
  http,
  keccak256,
  publicActions,
  stringToHex,
} from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectDirectoryChain } from './directory-chain.ts'
import { createDirectoryMetrics } from './directory-metrics.ts'
import { type DirectoryStatus, runDirectory } from './run-directory.ts'

const DAY_SECONDS = 86_400
const dealer = startKeyDealer()
const masterPublicKey = bytesToHex(dealer.domain.masterPublicKey)
const nameOf = (index: number) => `did:n3:0x${index.toString(16).padStart(40, '0')}#laptop`

let anvil: Awaited<ReturnType<typeof startAnvil>>
let deployment: Deployment
let database: TestDatabase
let writer: Writer
let pool: Pool

beforeAll(async () => {
  ;[anvil, database] = await Promise.all([startAnvil(), createTestDatabase()])
  deployment = await deployTestContracts(anvil.rpcUrl)
  pool = createPool(database.url)
  const opened = await openWriter(database.url, deployment.chainId)
  if (opened === undefined) throw new Error('a new database has no other writer')
  writer = opened
  await announce()
})
afterAll(async () => {
  await pool.end()
  await writer.close()
  await database.drop()
  await anvil.stop()
})

const members = [1, 2, 3, 4].map((index): Hex => `0x${String(index).repeat(64)}`)
const contract = () => ({ address: deployment.contracts.keyDirectory, abi: keyDirectoryAbi }) as const
const client = () =>
  createWalletClient({
    ...{ account: localRichAccount('deployer'), chain: foundry, transport: http(anvil.rpcUrl) },
  }).extend(publicActions)

/** On the chain by its administrator, and in the database as the indexer would have it. */
async function announce(): Promise<void> {
  const args = [masterPublicKey, 3, members] as const
  const hash = await client().writeContract({ ...contract(), functionName: 'announceGeneration', args })
  await client().waitForTransactionReceipt({ hash })
  await writer.transaction((tx) =>
    replaceGenerations(tx, [
      {
        ...{ number: 1, masterPublicKey, threshold: 3, members, status: 'active', stopReason: null },
        ...{ proofHash: null, announcedAt: Math.floor(Date.now() / 1000), endedAt: null, announcedTx: hash },
      },
    ]),
  )
}

async function publish(name: string): Promise<Uint8Array> {
  const key = dealer.issue(name, epochAt(Date.now()))
  const bundle = createBundle(dealer.domain, key)
  const leaf = bundleLeaf(nodeBackend, bundle)
  await appendBundle(pool, {
    ...{ masterPublicKey, name, epoch: key.publicKey.epoch, userPoint: bytesToHex(key.publicKey.userPoint) },
    ...{ keyHash: bytesToHex(key.publicKey.hash), leaf, bundle, publishedAt: new Date() },
  })
  return leaf
}

function start(postsToday = true) {
  const controller = new AbortController()
  const metrics = createDirectoryMetrics()
  const status: DirectoryStatus = { problem: undefined, generation: undefined }
  const { privateKey } = localRichAccount('directory').getHdKey()
  const chain = connectDirectoryChain(anvil.rpcUrl, deployment, bytesToHex(privateKey ?? new Uint8Array()))
  // Rounds follow each other at once, so that the test waits for facts and not for the clock.
  const clock = {
    now: () => Date.now(),
    sleep: () => new Promise<void>((resolve) => setTimeout(resolve, 50)),
  }
  const running = runDirectory({
    ...{ pool, chain, metrics, status, postsToday, clock, signal: controller.signal },
    logger: createLogger('directory-test', 'silent'),
  })
  const stop = async () => {
    controller.abort()
    await running
  }
  return { metrics, status, running, stop }
}

const lastRoot = async () => {
  const epoch = await client().readContract({ ...contract(), functionName: 'lastDirectoryEpoch', args: [1] })
  return client().readContract({ ...contract(), functionName: 'directoryRootOf', args: [1, epoch] })
}

describe('the directory’s publisher', () => {
  const expected = createBundleLog(nodeBackend)

  test('posts one root a day, over every bundle published by then', async () => {
    for (let index = 0; index < 3; index++) expected.append(await publish(nameOf(index)))
    const publisher = start()
    await waitUntil('the first root is on chain', async () => (await lastRoot()).bundles === 3n)
    expect((await lastRoot()).root).toBe(bytesToHex(expected.root(3)))

    expected.append(await publish(nameOf(3)))
    const control = createTestClient({ mode: 'anvil', chain: foundry, transport: http(anvil.rpcUrl) })
    await control.increaseTime({ seconds: DAY_SECONDS })
    await control.mine({ blocks: 1 })
    await waitUntil('the next day has its root', async () => (await lastRoot()).bundles === 4n)
    expect((await lastRoot()).root).toBe(bytesToHex(expected.root(4)))
    await publisher.stop()
    expect(publisher.status.problem).toBeUndefined()
  })

  test('posts nothing twice after a restart', async () => {
    const blockNumber = await client().getBlockNumber()
    const publisher = start()
    await waitUntil('it has looked', async () =>
      (await publisher.metrics.registry.metrics()).includes('n3_directory_bundles{generation="1"} 4'),
    )
    await publisher.stop()
    expect(await client().getBlockNumber()).toBe(blockNumber)
  })

  test('counts a second key of a name and day, at once', async () => {
    expected.append(await publish(nameOf(1)))
    const publisher = start(false)
    await waitUntil('the fraud is counted', async () =>
      (await publisher.metrics.registry.metrics()).includes('n3_directory_frauds{generation="1"} 1'),
    )
    await publisher.stop()
  })

  test('halts, and says why, when the stored log no longer gives the root on chain', async () => {
    await pool.query('ALTER TABLE key_bundle DISABLE TRIGGER key_bundle_append_only')
    await pool.query('UPDATE key_bundle SET leaf = $1 WHERE position = 2', [
      Buffer.from(keccak256(stringToHex('another')).slice(2), 'hex'),
    ])
    const publisher = start()
    await publisher.running
    expect(publisher.status.problem).toMatchObject({ code: 'DIRECTORY_REWRITTEN' })
  })
})
