import { deviceSaleAbi } from '@network3/chain/abi/device-sale'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { type LocalRichRole, localRichAccount } from '@network3/chain/local-economy'
import { encodeAbiParameters, encodeFunctionData, type Hex, parseEther, parseEventLogs } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { askFaucet } from './faucet.ts'
import { createActor, createReader } from './local-chain.ts'
import type { Stack } from './stack.ts'
import { waitFor } from './wait-for.ts'

export type BatchTerms = { priceN3: string; supply: number; capPerWallet: number }

const DAY_S = 86_400n

/** Opens a batch of our own through the merchant's key: journeys neither wait for the economy's nor disturb them. */
export async function openBatch(stack: Stack, terms: BatchTerms): Promise<number> {
  const receipt = await sendAs(
    stack,
    'merchant',
    encodeFunctionData({
      abi: deviceSaleAbi,
      functionName: 'createBatch',
      args: await termsOf(stack, terms),
    }),
  )
  const [event] = parseEventLogs({ abi: deviceSaleAbi, logs: receipt.logs, eventName: 'BatchSet' })
  if (event === undefined) throw new Error('The contract told of no new batch.')
  return event.args.batchId
}

/** Replaces the terms of a batch. */
export async function changeBatch(stack: Stack, batchId: number, terms: BatchTerms): Promise<void> {
  const args = [batchId, ...(await termsOf(stack, terms))] as const
  await sendAs(
    stack,
    'merchant',
    encodeFunctionData({ abi: deviceSaleAbi, functionName: 'updateBatch', args }),
  )
}

export type Purchase = { owner: Hex; firstTokenId: bigint }

/** Somebody else buys, past the site. */
export async function buyAsStranger(
  stack: Stack,
  batchId: number,
  quantity: number,
  priceN3: string,
): Promise<Purchase> {
  const account = privateKeyToAccount(generatePrivateKey())
  await askFaucet(stack, account.address)
  const actor = createActor(stack, account)
  const total = parseEther(priceN3) * BigInt(quantity)
  await waitFor(
    `${total} wei from the faucet`,
    async () => (await balanceOf(stack, account.address)) >= total,
  )
  const hash = await actor.writeContract({
    address: stack.contracts.n3Token,
    abi: n3TokenAbi,
    functionName: 'transferAndCall',
    args: [
      stack.contracts.deviceSale,
      total,
      encodeAbiParameters(
        [{ type: 'uint32' }, { type: 'uint32' }, { type: 'uint256' }],
        [batchId, quantity, parseEther(priceN3)],
      ),
    ],
  })
  const receipt = await actor.waitForTransactionReceipt({ hash })
  const [event] = parseEventLogs({ abi: deviceSaleAbi, logs: receipt.logs, eventName: 'Bought' })
  if (event === undefined) throw new Error(`The stranger's order reverted: ${hash}`)
  return { owner: account.address, firstTokenId: event.args.firstTokenId }
}

/** The fulfiller ships, past the site. */
export async function shipDirectly(stack: Stack, tokenId: bigint, keyCommitment: Hex): Promise<void> {
  const data = encodeFunctionData({
    abi: deviceSaleAbi,
    functionName: 'ship',
    args: [tokenId, keyCommitment],
  })
  await sendAs(stack, 'fulfiller', data)
}

export function countBatches(stack: Stack): Promise<number> {
  return createReader(stack).readContract({
    address: stack.contracts.deviceSale,
    abi: deviceSaleAbi,
    functionName: 'batchCount',
  })
}

export function balanceOf(stack: Stack, address: Hex): Promise<bigint> {
  return createReader(stack).readContract({
    address: stack.contracts.n3Token,
    abi: n3TokenAbi,
    functionName: 'balanceOf',
    args: [address],
  })
}

type Terms = readonly [bigint, number, number, bigint, bigint]

/** On sale since the last block and for a day, by the clock of the chain. */
async function termsOf(stack: Stack, { priceN3, supply, capPerWallet }: BatchTerms): Promise<Terms> {
  const { timestamp } = await createReader(stack).getBlock()
  return [parseEther(priceN3), supply, capPerWallet, timestamp, timestamp + DAY_S]
}

/** The local economy or another journey may send with the same key at the same moment: a nonce that was taken meanwhile is tried anew. */
async function sendAs(stack: Stack, role: LocalRichRole, data: Hex) {
  const actor = createActor(stack, localRichAccount(role))
  for (let attempt = 1; ; attempt += 1) {
    try {
      const hash = await actor.sendTransaction({ to: stack.contracts.deviceSale, data })
      const receipt = await actor.waitForTransactionReceipt({ hash })
      if (receipt.status !== 'success') throw new Error(`The transaction of the ${role} reverted: ${hash}`)
      return receipt
    } catch (error) {
      if (attempt === 3 || !/nonce|underpriced|already/i.test(String(error))) throw error
    }
  }
}
