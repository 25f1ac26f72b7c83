import type { Hex } from '@network3/core/hex'
import { createActor, defineTestChain } from '@network3/testing/actors'
import { type AnvilServer, startAnvil } from '@network3/testing/anvil'
import { createTestClient, http, parseGwei } from 'viem'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createChainReader } from './chain-reader.ts'
import { DROPPED_AFTER_MS, type MissingSince, observeTransaction } from './observe-transaction.ts'
import type { TransactionRecord } from './transaction-record.ts'

let anvil: AnvilServer
let chain: ReturnType<typeof openChain>

function openChain(rpcUrl: string) {
  return {
    reader: createChainReader(rpcUrl),
    sender: createActor(rpcUrl, 0),
    control: createTestClient({ chain: defineTestChain(rpcUrl), mode: 'anvil', transport: http(rpcUrl) }),
  }
}

beforeAll(async () => {
  anvil = await startAnvil()
  chain = openChain(anvil.rpcUrl)
  await chain.control.setAutomine(false)
})
afterAll(() => anvil.stop())

const receiver = '0x00000000000000000000000000000000000000aa'
const gas = 100_000n
let missingSince: MissingSince

beforeEach(() => {
  missingSince = new Map()
})

/** Puts a transaction into the mempool and gives the record the page would keep of it. */
async function submit(data: Hex = '0x', to: Hex = receiver): Promise<TransactionRecord> {
  const { sender } = chain
  const nonce = await sender.getTransactionCount({ address: sender.account.address })
  const fees = { maxFeePerGas: parseGwei('3'), maxPriorityFeePerGas: parseGwei('1') }
  const hash = await sender.sendTransaction({ to, data, nonce, gas, ...fees })
  return {
    id: hash,
    hash,
    chainId: 31337,
    from: sender.account.address,
    nonce,
    to,
    data,
    title: 'A test',
    submittedAtMs: 0,
    phase: { status: 'submitted' },
  }
}

const look = (record: TransactionRecord, nowMs = 0) =>
  observeTransaction(record, chain.reader, missingSince, nowMs)

test('a waiting transaction tells nothing, a mined one tells its block', async () => {
  const record = await submit()
  expect(await look(record)).toBeUndefined()
  await chain.control.mine({ blocks: 1 })
  const { number, hash } = await chain.sender.getBlock()
  expect(await look(record)).toEqual({ type: 'included', block: { number: String(number), hash } })
})

test('a refused transaction is told as reverted', async () => {
  // Init code that reverts at once: a contract whose every call fails.
  const failing = '0x00000000000000000000000000000000000000fe'
  await chain.control.setCode({ address: failing, bytecode: '0x60006000fd' })
  const record = await submit('0x12345678', failing)
  await chain.control.mine({ blocks: 1 })
  expect(await look(record)).toMatchObject({ type: 'reverted', failure: { code: 'TX_REVERTED' } })
})

test('the same call under a new hash is followed: the wallet sped it up', async () => {
  const record = await submit('0xabcd')
  const fees = { maxFeePerGas: parseGwei('9'), maxPriorityFeePerGas: parseGwei('4') }
  const faster = await chain.sender.sendTransaction({
    to: receiver,
    data: '0xabcd',
    gas,
    nonce: record.nonce,
    ...fees,
  })
  await chain.control.mine({ blocks: 3 })
  expect(await look(record)).toEqual({ type: 'repriced', hash: faster })
})

test.each([
  [
    'to another account, as a wallet cancels',
    { to: '0x00000000000000000000000000000000000000bb', data: '0xabcd' },
  ],
  ['of another kind to the same account', { to: receiver, data: '0xdcba' }],
] as const)('a call with the same nonce %s is told as a replacement', async (_, call) => {
  const record = await submit('0xabcd')
  const fees = { maxFeePerGas: parseGwei('9'), maxPriorityFeePerGas: parseGwei('4') }
  const other = await chain.sender.sendTransaction({ ...call, gas, nonce: record.nonce, ...fees })
  await chain.control.mine({ blocks: 1 })
  expect(await look(record)).toEqual({ type: 'replaced', byHash: other })
})

test('a transaction the node forgot is dropped only after it stayed unknown for a while', async () => {
  const record = await submit('0xef')
  await chain.control.dropTransaction({ hash: record.hash })
  expect(await look(record, 1_000)).toBeUndefined()
  expect(await look(record, 1_000 + DROPPED_AFTER_MS - 1)).toBeUndefined()
  expect(await look(record, 1_000 + DROPPED_AFTER_MS)).toEqual({ type: 'dropped' })
})

test('a transaction whose block left the chain is told as vanished', async () => {
  const snapshot = await chain.control.snapshot()
  const record = await submit('0x77')
  await chain.control.mine({ blocks: 1 })
  const seen = await look(record)
  if (seen?.type !== 'included') throw new Error('It should be in a block.')
  await chain.control.revert({ id: snapshot })
  expect(await look({ ...record, phase: { status: 'mined', block: seen.block } })).toEqual({
    type: 'vanished',
  })
})

test('nothing is concluded from an RPC that cannot be reached', async () => {
  const record = await submit('0x88')
  const unreachable = createChainReader('http://127.0.0.1:9')
  await expect(observeTransaction(record, unreachable, missingSince, 0)).rejects.toThrow()
}, 30_000)
