import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import type { Deployment } from '@network3/chain/deployment'
import { encodeOrders, type Offer, offerTypedData, voucherTypedData } from '@network3/chain/lease-typed-data'
import { localPrivateKey, localRichAccount } from '@network3/chain/local-economy'
import type { Address, Hex } from '@network3/core/hex'
import { createLogger } from '@network3/service/logger'
import { createActor } from '@network3/testing/actors'
import { type AnvilServer, startAnvil } from '@network3/testing/anvil'
import { deployTestContracts } from '@network3/testing/contracts'
import { createTestClient, encodeAbiParameters, http, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runSponsor } from '../run-sponsor.ts'

const PRICE = parseEther('1')
const LEASES = 4n
const session = privateKeyToAccount(generatePrivateKey())
const operator = localRichAccount('demo')
const folder = mkdtempSync(join(tmpdir(), 'network3-redeem-'))
/** What the site answers to leases.findVouchers, and to leases.findDue of leases that are over. */
let listed: object[] = []
let dues: object[] = []
const site = createServer(({ url = '' }, response) => {
  const items = url.includes('findVouchers') ? listed : url.includes('settle-usage') ? [] : dues
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ result: { data: { items, nextCursor: null } } }))
})

let anvil: AnvilServer
let deployment: Deployment
let sponsor: Awaited<ReturnType<typeof runSponsor>>

const treasury = () => createActor(anvil.rpcUrl, 1)
const testClient = () => createTestClient({ mode: 'anvil', transport: http(anvil.rpcUrl) })
const demo = () => createActor(anvil.rpcUrl, 6)
const market = () => ({ address: deployment.contracts.leaseMarket, abi: leaseMarketAbi }) as const
const token = () => ({ address: deployment.contracts.n3Token, abi: n3TokenAbi }) as const

beforeAll(async () => {
  anvil = await startAnvil()
  deployment = await deployTestContracts(anvil.rpcUrl)
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const { staking, leaseMarket } = deployment.contracts
  const stakeWei = parseEther('200')
  const pay = { ...token(), functionName: 'transfer' } as const
  await mined(await treasury().writeContract({ ...pay, args: [operator.address, stakeWei] }))
  const pool = encodeAbiParameters([{ type: 'address' }], [operator.address])
  await mined(
    await demo().writeContract({
      ...{ ...token(), functionName: 'transferAndCall', args: [staking, stakeWei, pool] },
    }),
  )
  const offer: Offer = {
    ...{ operator: operator.address, kind: 0, specHash: `0x${'00'.repeat(32)}`, pricePerUnit: PRICE },
    ...{ slots: 10, minUnits: 0n, maxUnits: 1_000n, maxDuration: 3_600, validUntil: 2n ** 40n, nonce: 0n },
  }
  const signature = await operator.signTypedData(offerTypedData(deployment.chainId, leaseMarket, offer))
  const order = { slots: 1, units: 100n, maxPricePerUnit: PRICE, voucherSigner: session.address }
  const orders = encodeOrders(Array.from({ length: Number(LEASES) }, () => ({ ...order, offer, signature })))
  const value = LEASES * 100n * PRICE
  await mined(
    await treasury().writeContract({
      ...{ ...token(), functionName: 'transferAndCall', args: [leaseMarket, value, orders] },
    }),
  )
  const privateKey = localPrivateKey('sponsor', 0)
  await treasury().sendTransaction({ to: privateKeyToAddress(privateKey), value: parseEther('1') })
  sponsor = await startSponsor()
})
function startSponsor() {
  const siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  const settings = { siteUrl, everyMs: 50, dayLimit: 3, n3PerEth: 1_000n }
  return runSponsor({
    ...{ rpcUrl: anvil.rpcUrl, deployment, privateKey: localPrivateKey('sponsor', 0), port: 0 },
    quotaFile: join(folder, 'quota.jsonl'),
    ...{ limits: { perOperator: 1, perNetwork: 1, together: 1 }, alarmWei: 1n },
    logger: createLogger('sponsor-test', 'silent'),
    redeeming: { ...settings, worth: 10n, bookFile: join(folder, 'redeemed.jsonl') },
    settling: { ...settings, bookFile: join(folder, 'settled.jsonl') },
  })
}
afterAll(async () => {
  await sponsor.close()
  site.close()
  await anvil.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function mined(hash: Hex): Promise<void> {
  await treasury().waitForTransactionReceipt({ hash })
}

async function voucher(leaseId: bigint, cumulativeUnits: bigint, signer = session): Promise<object> {
  const data = voucherTypedData(deployment.chainId, market().address, { leaseId, cumulativeUnits })
  return {
    ...{ leaseId: String(leaseId), operator: operator.address, cumulativeUnits: String(cumulativeUnits) },
    ...{ redeemedUnits: '0', amountWei: String(cumulativeUnits * PRICE) },
    signature: await signer.signTypedData(data),
    ...{ signedAt: '2026-01-01T00:00:00.000Z', redeemBefore: '2096-01-01T00:00:00.000Z' },
  }
}

async function redeemedOf(leaseId: bigint): Promise<bigint> {
  const lease = await treasury().readContract({ ...market(), functionName: 'leaseOf', args: [leaseId] })
  return lease.redeemedUnits
}
const balanceOf = (address: Address) =>
  treasury().readContract({ ...token(), functionName: 'balanceOf', args: [address] })
const metrics = async () => (await fetch(`${sponsor.url}/metrics`)).text()
const sponsorAddress = privateKeyToAddress(localPrivateKey('sponsor', 0))
const sentBySponsor = () => treasury().getTransactionCount({ address: sponsorAddress })
const soon = { timeout: 25_000, interval: 25 }

test('vouchers are redeemed in one batch without one the contract refuses, once, and within the day’s limit', async () => {
  const before = await balanceOf(operator.address)
  const forged = await voucher(3n, 9n, privateKeyToAccount(generatePrivateKey()))
  listed = [await voucher(1n, 40n), await voucher(2n, 60n), forged]
  await expect.poll(() => redeemedOf(2n), soon).toBe(60n)
  expect([await redeemedOf(1n), await redeemedOf(3n)]).toEqual([40n, 0n])
  const events = await treasury().getContractEvents({ ...market(), eventName: 'Redeemed', fromBlock: 0n })
  expect(new Set(events.map(({ transactionHash }) => transactionHash)).size).toBe(1)
  const fee = await treasury().readContract({ ...market(), functionName: 'feeBps' })
  const paid = (100n * PRICE * BigInt(10_000 - fee)) / 10_000n
  expect((await balanceOf(operator.address)) - before).toBe(paid)

  // The site still names what it has not indexed; a third is within the limit of three, a fourth is not.
  const count = await sentBySponsor()
  listed = [...listed, await voucher(1n, 50n)]
  await expect.poll(() => redeemedOf(1n), soon).toBe(50n)
  listed = [await voucher(4n, 10n)]
  await expect.poll(metrics, soon).toContain('n3_sponsor_redeemable_vouchers 1')
  expect(await redeemedOf(4n)).toBe(0n)
  expect(await metrics()).toContain('n3_sponsor_redeemed_vouchers_total 3')
  expect(await sentBySponsor()).toBe(count + 1)
})

test('leases that are over are finalized once, by a sponsor killed and started again too, and give slots and money back', async () => {
  listed = []
  const renter = treasury().account.address
  for (const leaseId of [3n, 4n])
    await mined(await treasury().writeContract({ ...market(), functionName: 'close', args: [leaseId] }))
  const thaw = await treasury().readContract({ ...market(), functionName: 'thawPeriod' })
  await testClient().increaseTime({ seconds: thaw })
  await testClient().mine({ blocks: 1 })
  const [before, sent] = [await balanceOf(renter), await sentBySponsor()]
  const due = (leaseId: number, about: object = {}) => ({
    ...{ leaseId: String(leaseId), dueSince: new Date().toISOString(), toOperatorWei: '0', voucherWei: '0' },
    ...{ toRenterWei: String(100n * PRICE), isOfferFull: false, ...about },
  })
  // 1 still runs, so the contract refuses it; 2 has a voucher that pays, which goes first; 3 and 4 are over.
  dues = [due(1), due(2, { voucherWei: String(40n * PRICE) }), due(3), due(4)]
  const statusOf = async (leaseId: bigint) =>
    (await treasury().readContract({ ...market(), functionName: 'leaseOf', args: [leaseId] })).status
  await expect.poll(() => Promise.all([1n, 2n, 3n, 4n].map(statusOf)), soon).toEqual([1, 1, 3, 3])
  expect((await balanceOf(renter)) - before).toBe(200n * PRICE)
  const { offerId } = await treasury().readContract({ ...market(), functionName: 'leaseOf', args: [3n] })
  const consumption = { ...market(), functionName: 'consumptionOf', args: [offerId] } as const
  expect((await treasury().readContract(consumption))[0]).toBe(2)
  await expect.poll(metrics, soon).toContain('n3_sponsor_settled_total{act="finalize"} 2')
  expect(await metrics()).toContain('n3_sponsor_settle_faults_total{reason="TX_REVERTED"} 1')
  await expect.poll(metrics, soon).toContain('n3_sponsor_settle_waiting{reason="SETTLE_TRIED"} 3')
  expect(await metrics()).toContain('n3_sponsor_settle_waiting{reason="SETTLE_VOUCHER_FIRST"} 1')

  // The site still names what it has not indexed, and the sponsor has forgotten everything but its book.
  await sponsor.close()
  sponsor = await startSponsor()
  await expect.poll(metrics, soon).toContain('n3_sponsor_settle_waiting{reason="SETTLE_TRIED"} 3')
  expect(await sentBySponsor()).toBe(sent + 2)
})
