import type { Address, Hex } from '@network3/core/hex'
import { reasonOf } from '@network3/core/reasons'
import { createClient, http, TransactionNotFoundError, TransactionReceiptNotFoundError } from 'viem'
import { call, getBlock, getTransaction, getTransactionCount, getTransactionReceipt } from 'viem/actions'
import { failureOf } from '../contract-errors.ts'
import type { TransactionBlock, TransactionFailure } from './transaction-phase.ts'

/** How many blocks back a replacing transaction is looked for. */
const SEARCH_BLOCKS = 20n

type ReplacingCall = { hash: Hex; to: Address | null; input: Hex }

/** The facts the watcher asks the chain for. Every answer is about the chain as the public RPC sees it now. */
export type ChainReader = {
  findReceipt: (hash: Hex) => Promise<{ isSuccess: boolean; block: TransactionBlock } | undefined>
  /** Whether the node has the transaction, waiting or mined. */
  isKnown: (hash: Hex) => Promise<boolean>
  /** How many transactions of an account are mined: a nonce below this is used. */
  getMinedNonce: (from: Address) => Promise<number>
  /** The recently mined transaction that used this nonce. */
  findByNonce: (from: Address, nonce: number) => Promise<ReplacingCall | undefined>
  /** Why a mined transaction was refused, by calling it again on the state before its block. */
  explainRevert: (call: RevertedCall) => Promise<TransactionFailure>
}

type RevertedCall = { from: Address; to: Address; data: Hex; blockNumber: bigint }

export function createChainReader(rpcUrl: string): ChainReader {
  const client = createClient({ transport: http(rpcUrl, { batch: true }) })
  return {
    findReceipt: (hash) =>
      getTransactionReceipt(client, { hash }).then(
        ({ status, blockNumber, blockHash }) => ({
          isSuccess: status === 'success',
          block: { number: blockNumber.toString(), hash: blockHash },
        }),
        undefinedIf(TransactionReceiptNotFoundError),
      ),
    isKnown: (hash) =>
      getTransaction(client, { hash }).then(
        () => true,
        (error) => undefinedIf(TransactionNotFoundError)(error) ?? false,
      ),
    getMinedNonce: (from) => getTransactionCount(client, { address: from, blockTag: 'latest' }),
    findByNonce: async (from, nonce) => {
      let block = await getBlock(client, { blockTag: 'latest', includeTransactions: true })
      const lowest = block.number > SEARCH_BLOCKS ? block.number - SEARCH_BLOCKS : 0n
      for (;;) {
        const found = block.transactions.find(
          (transaction) => transaction.nonce === nonce && isSame(transaction.from, from),
        )
        if (found !== undefined) return { hash: found.hash, to: found.to, input: found.input }
        if (block.number <= lowest) return undefined
        block = await getBlock(client, { blockNumber: block.number - 1n, includeTransactions: true })
      }
    },
    explainRevert: async ({ from, to, data, blockNumber }) => {
      try {
        await call(client, { account: from, to, data, blockNumber: blockNumber - 1n })
      } catch (error) {
        const failure = failureOf(error)
        if (failure?.code === 'TX_SIMULATION_REFUSED')
          return { code: 'TX_REVERTED', ...reasonOf('TX_REVERTED') }
        if (failure !== undefined) return failure
      }
      return {
        code: 'TX_REVERTED',
        sentence: 'The state of the contract changed before the transaction was mined, and it was refused.',
        nextStep: 'Look at the figures again and repeat it if it still makes sense.',
      }
    },
  }
}

/** Turns one expected error into undefined; every other goes on, for the watcher to try again later. */
function undefinedIf(expected: new (...parameters: never[]) => Error): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof expected) return undefined
    throw error
  }
}

export function isSame(left: string | null, right: string): boolean {
  return left?.toLowerCase() === right.toLowerCase()
}
