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
import { encodeAbiParameters, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runSponsor } from '../run-sponsor.ts'

const PRICE = parseEther('1')
const LEASES = 4n
const session = privateKeyToAccount(generatePrivateKey())
const operator = localRichAccount('demo')
const folder = mkdtempSync(join(tmpdir(), 'network3-redeem-'))
/** What the site answers to leases.findVouchers. */
let listed: object[] = []
const site = createServer((_, response) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ result: { data: { items: listed, nextCursor: null } } }))
})

let anvil: AnvilServer
let deployment: Deployment
let sponsor: Awaited<ReturnType<typeof runSponsor>>

const treasury = () => createActor(anvil.rpcUrl, 1)
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
  sponsor = await runSponsor({
    ...{ rpcUrl: anvil.rpcUrl, deployment, privateKey, port: 0, quotaFile: join(folder, 'quota.jsonl') },
    ...{ limits: { perOperator: 1, perNetwork: 1, together: 1 }, alarmWei: 1n },
    logger: createLogger('sponsor-test', 'silent'),
    redeeming: {
      ...{ siteUrl: `http://127.0.0.1:${(site.address() as AddressInfo).port}`, everyMs: 50, dayLimit: 3 },
      ...{ n3PerEth: 1_000n, worth: 10n, bookFile: join(folder, 'redeemed.jsonl') },
    },
  })
})
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
const soon = { timeout: 10_000, interval: 25 }

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
  const count = await treasury().getTransactionCount({
    address: privateKeyToAddress(localPrivateKey('sponsor', 0)),
  })
  listed = [...listed, await voucher(1n, 50n)]
  await expect.poll(() => redeemedOf(1n), soon).toBe(50n)
  listed = [await voucher(4n, 10n)]
  const metrics = async () => (await fetch(`${sponsor.url}/metrics`)).text()
  await expect.poll(metrics, soon).toContain('n3_sponsor_redeemable_vouchers 1')
  expect(await redeemedOf(4n)).toBe(0n)
  expect(await metrics()).toContain('n3_sponsor_redeemed_vouchers_total 3')
  const address = privateKeyToAddress(localPrivateKey('sponsor', 0))
  expect(await treasury().getTransactionCount({ address })).toBe(count + 1)
})
