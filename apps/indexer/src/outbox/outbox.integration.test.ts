import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { voucherTypedData } from '@network3/chain/lease-typed-data'
import type { Address } from '@network3/core/hex'
import { newId } from '@network3/core/ids'
import { createPool, type Pool } from '@network3/db/pool'
import { findDeliveries } from '@network3/db/queries/webhook/find-deliveries'
import { releaseMessages } from '@network3/db/write/release-messages'
import { insertWebhook } from '@network3/db/write/webhooks'
import { createTestDatabase } from '@network3/testing/postgres'
import { parseEther } from 'viem'
import { afterEach, expect, test } from 'vitest'
import { openLease, session } from '../testing/act-on-market.ts'
import { waitUntilIndexed } from '../testing/indexed-to.ts'
import { createRandom } from '../testing/random.ts'
import { spawnIndexer } from '../testing/spawn-indexer.ts'
import { startTestChain, type TestChain } from '../testing/test-chain.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A seed with which openLease opens one lease, not two. */
const SINGLE = 1
/** Safe is 4 and final 8 blocks behind the head. */
const SLOTS = 4

async function open() {
  const [chain, database] = await Promise.all([startTestChain({ slotsInEpoch: SLOTS }), createTestDatabase()])
  closers.push(database.drop, chain.stop)
  const pool = createPool(database.url, { maxConnections: 2 })
  closers.push(() => pool.end())
  const indexer = await spawnIndexer({
    ...{ databaseUrl: database.url, rpcUrl: chain.anvil.rpcUrl, deployment: chain.deployment },
  })
  closers.push(indexer.stop)
  const [operator, renter] = [chain.actor(0), chain.actor(1)]
  await chain.stake(operator, operator, parseEther('100'))
  return {
    ...{ chain, pool, renter },
    /** Opens a lease and pays for 2 units of it: a block each. */
    rent: async () => {
      await openLease(chain, createRandom(SINGLE), operator, renter)
      await redeem(chain)
    },
    settle: () => waitUntilIndexed(database.url, chain),
  }
}

async function redeem(chain: TestChain): Promise<void> {
  const renter = chain.actor(1)
  const { leaseMarket: address } = chain.deployment.contracts
  const leaseId = await renter.readContract({ address, abi: leaseMarketAbi, functionName: 'leaseCount' })
  const usage = { leaseId, cumulativeUnits: 2n }
  const signature = await session.signTypedData(voucherTypedData(chain.deployment.chainId, address, usage))
  await chain.send(renter, {
    ...{ account: renter.account, chain: renter.chain, address, abi: leaseMarketAbi, functionName: 'redeem' },
    args: [leaseId, usage.cumulativeUnits, signature],
  })
}

async function held(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ type: string }>(
    'SELECT type FROM outbox_message WHERE released_at IS NULL ORDER BY block_number, log_index',
  )
  return rows.map(({ type }) => type)
}

test('news of the chain leave when safe or final, once; lost before, they were never there; lost after, it is said', async () => {
  const { chain, pool, renter, rent, settle } = await open()
  await rent()
  await settle()
  const webhook = {
    ...{
      id: newId('webhook'),
      account: renter.account.address.toLowerCase() as Address,
      url: 'https://a.network3.io/',
    },
    ...{ description: '', events: ['lease.opened', 'voucher.redeemed'] as const, secret: Buffer.alloc(60) },
  }
  await insertWebhook(pool, { ...webhook, createdAt: new Date() }, 20)
  const sent = async () => (await findDeliveries(pool, { webhookId: webhook.id, limit: 100 })).reverse()
  expect(await held(pool)).toEqual([])

  // Lost before it was safe: nothing was ever said.
  await rent()
  await settle()
  expect(await held(pool)).toEqual(['lease.opened', 'voucher.redeemed'])
  expect(await releaseMessages(pool, 100)).toBe(0)
  await chain.reorg(2)
  await settle()
  expect(await held(pool)).toEqual([])

  // Safe: the lease is told of, the payment waits for finality. Then both are lost.
  await rent()
  await chain.control.mine({ blocks: SLOTS })
  await settle()
  expect(await releaseMessages(pool, 100)).toBe(1)
  expect(await held(pool)).toEqual(['voucher.redeemed'])
  await chain.reorg(SLOTS + 2)
  await settle()
  expect(await held(pool)).toEqual(['lease.opened.reverted'])
  expect(await releaseMessages(pool, 100)).toBe(1)
  const [told, reverted] = await sent()
  expect([told?.type, reverted?.type]).toEqual(['lease.opened', 'lease.opened.reverted'])
  const bodies = [told, reverted].map((each) => JSON.parse(each?.body ?? ''))
  expect(bodies[1].data).toEqual({ ...bodies[0].data, reverts: told?.messageId })

  // Final: all of it has left, and each once.
  await rent()
  await chain.control.mine({ blocks: 2 * SLOTS })
  await settle()
  await Promise.all([releaseMessages(pool, 100), releaseMessages(pool, 100)])
  expect(await held(pool)).toEqual([])
  expect((await sent()).map(({ type }) => type).slice(2)).toEqual(['lease.opened', 'voucher.redeemed'])
}, 60_000)
