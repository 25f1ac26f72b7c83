import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import type { Deployment } from '@network3/chain/deployment'
import { localRichAccount } from '@network3/chain/local-economy'
import type { Address, Hex } from '@network3/core/hex'
import { createActor } from '@network3/testing/actors'
import { type AnvilServer, startAnvil } from '@network3/testing/anvil'
import { deployTestContracts } from '@network3/testing/contracts'
import { encodeAbiParameters, encodeFunctionData, numberToHex, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing/create-test-api.ts'
import { type PublishInput, seedOfferers, signOffer } from '../testing/offer-maker.ts'
import { N3 } from '../testing/test-actors.ts'

/** A real chain and a real database between which no indexer runs: what the chain alone knows, it has to say itself. */
const RENTERS = 200
const UNITS = 60n
const PRICE = N3 / 4n
const FAR = 4_000_000_000

let anvil: AnvilServer
let deployment: Deployment
let api: TestApi
const operator = localRichAccount('demo')
const voucherSigner = privateKeyToAddress(generatePrivateKey())
const treasury = () => createActor(anvil.rpcUrl, 1)

beforeAll(async () => {
  anvil = await startAnvil()
  deployment = await deployTestContracts(anvil.rpcUrl)
  api = await createTestApi({ rpcUrl: anvil.rpcUrl, deployment })
  const stakeWei = parseEther('200')
  await seedOfferers(api, [{ address: operator.address, stakeWei, country: 'IS', lends: ['compute'] }])
  const { n3Token, staking } = deployment.contracts
  const data = encodeFunctionData({
    abi: n3TokenAbi,
    functionName: 'transferAndCall',
    args: [staking, stakeWei, encodeAbiParameters([{ type: 'address' }], [operator.address])],
  })
  await sendAll([
    { from: treasury().account.address, to: n3Token, data: transferOf(operator.address, stakeWei) },
  ])
  await sendAll([{ from: operator.address, to: n3Token, data }])
})
afterAll(async () => {
  await api.close()
  await anvil.stop()
})

type Transaction = { from: Address; to: Address; data: Hex; nonce?: Hex }

function transferOf(to: Address, wei: bigint): Hex {
  return encodeFunctionData({ abi: n3TokenAbi, functionName: 'transfer', args: [to, wei] })
}

/** Many calls of anvil in one request; it signs for everybody. */
async function batch(calls: { method: string; params: unknown[] }[]): Promise<unknown[]> {
  const body = calls.map((call, id) => ({ jsonrpc: '2.0', id, ...call }))
  const answer = await fetch(anvil.rpcUrl, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  })
  const results = (await answer.json()) as { id: number; result?: unknown; error?: { message: string } }[]
  return results
    .toSorted((a, b) => a.id - b.id)
    .map(({ result, error }) => {
      if (error !== undefined) throw new Error(error.message)
      return result
    })
}

/** Sends them all before any is mined, and gives whether each succeeded. */
async function sendAll(transactions: readonly Transaction[]): Promise<boolean[]> {
  await batch([
    { method: 'anvil_autoImpersonateAccount', params: [true] },
    { method: 'evm_setAutomine', params: [false] },
  ])
  const hashes = await batch(
    transactions.map((transaction) => ({
      method: 'eth_sendTransaction',
      params: [{ ...transaction, gas: '0x7a120' }],
    })),
  )
  const receiptOf = (hash: unknown) => ({ method: 'eth_getTransactionReceipt', params: [hash] })
  for (;;) {
    await batch([{ method: 'anvil_mine', params: ['0x1'] }])
    const receipts = (await batch(hashes.map(receiptOf))) as ({ status: string } | null)[]
    if (receipts.includes(null)) continue
    await batch([{ method: 'evm_setAutomine', params: [true] }])
    return receipts.map((receipt) => receipt?.status === '0x1')
  }
}

async function createRenters(count: number, wei: bigint): Promise<Address[]> {
  const renters = Array.from({ length: count }, () => privateKeyToAddress(generatePrivateKey()))
  await batch(
    renters.map((address) => ({ method: 'anvil_setBalance', params: [address, '0x8ac7230489e80000'] })),
  )
  const [from, to] = [treasury().account.address, deployment.contracts.n3Token]
  const first = await treasury().getTransactionCount({ address: from })
  await sendAll(
    renters.map((address, index) => ({
      ...{ from, to, data: transferOf(address, wei) },
      nonce: numberToHex(first + index),
    })),
  )
  return renters
}

const balanceOf = (address: Address) =>
  treasury().readContract({
    ...{ address: deployment.contracts.n3Token, abi: n3TokenAbi },
    ...{ functionName: 'balanceOf', args: [address] },
  })
const market = () => ({ address: deployment.contracts.leaseMarket, abi: leaseMarketAbi }) as const

const publish = async (terms: Partial<PublishInput>) =>
  (await api.caller.offers.publish(await signOffer(deployment, operator, { validUntil: FAR, ...terms })))
    .offer

const quoteOf = (units: bigint) =>
  api.caller.offers.quote({ spec: { kind: 'compute' }, want: { units: String(units) } })

async function prepared(renter: Address): Promise<Transaction> {
  const { quoteId } = await quoteOf(UNITS)
  const { calls } = await api.caller.leases.prepare({ quoteId, renter, voucherSigner })
  const [call] = calls
  if (call === undefined || calls.length !== 1) throw new Error('one prompt opens everything')
  return { from: renter, to: call.to, data: call.data }
}

test(`of ${RENTERS} who rent the last slot at once one gets it, and the others keep their money and learn why`, async () => {
  await publish({ slots: 1, minUnits: '10', maxUnits: '1000', pricePerUnitWei: String(PRICE) })
  const renters = await createRenters(RENTERS, UNITS * PRICE)
  // All of them are told that they can have it, for at that moment each can.
  const transactions = await Promise.all(renters.map(prepared))
  const { quoteId } = await quoteOf(UNITS)
  const outcomes = await sendAll(transactions)

  expect(outcomes.filter(Boolean)).toHaveLength(1)
  expect(await treasury().readContract({ ...market(), functionName: 'leaseCount' })).toBe(1n)
  expect(await treasury().readContract({ ...market(), functionName: 'escrowTotal' })).toBe(UNITS * PRICE)
  expect(await balanceOf(deployment.contracts.leaseMarket)).toBe(UNITS * PRICE)
  const losers = renters.filter((_, index) => !outcomes[index])
  const balances = await Promise.all(losers.map(balanceOf))
  expect(balances).toEqual(losers.map(() => UNITS * PRICE))

  // Nothing was indexed meanwhile: the chain itself gives the reason.
  const refusals = await Promise.all(
    losers.map((renter) =>
      api.caller.leases.prepare({ quoteId, renter, voucherSigner }).catch((error: unknown) => error),
    ),
  )
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({
      code: 'CONFLICT',
      message: 'Another lease took what was quoted of this offer: 1 slots are needed, and 0 are left.',
      cause: { code: 'OFFER_FULL', details: { dimension: 'slots', need: '1', have: '0' } },
    })
  }
})
