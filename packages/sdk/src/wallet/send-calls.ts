import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { AppError } from '@network3/core/app-error'
import {
  type Address,
  BaseError,
  createPublicClient,
  createWalletClient,
  decodeErrorResult,
  defineChain,
  type Hex,
  http,
  InsufficientFundsError,
  isHex,
  type LocalAccount,
  type TransactionReceipt,
} from 'viem'
import type { Network } from '../network/network.ts'

export type Call = { to: Address; data: Hex }

function chainOf({ chainId, rpcUrl }: Pick<Network, 'chainId' | 'rpcUrl'>) {
  return defineChain({
    ...{ id: chainId, name: `chain ${chainId}` },
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
}

/** A client that reads the network's chain. */
export function readChain(network: Pick<Network, 'chainId' | 'rpcUrl'>) {
  return createPublicClient({
    chain: chainOf(network),
    transport: http(network.rpcUrl),
    pollingInterval: 300,
  })
}

/**
 * Signs and sends calls one after the other, each once the one before it is mined. Throws CHAIN_MISMATCH,
 * RPC_UNREACHABLE, BALANCE_TOO_SMALL (gas), TX_REVERTED, TX_NOT_MINED.
 */
export async function sendCalls(
  network: Pick<Network, 'chainId' | 'rpcUrl'>,
  account: LocalAccount,
  calls: readonly Call[],
  { timeoutMs = 60_000 }: { timeoutMs?: number } = {},
): Promise<TransactionReceipt[]> {
  const { chainId, rpcUrl } = network
  const reader = readChain(network)
  const wallet = createWalletClient({ account, chain: chainOf(network), transport: http(rpcUrl) })
  const answering = await reader.getChainId().catch((cause: unknown) => {
    throw new AppError('RPC_UNREACHABLE', `No chain answers at ${rpcUrl}.`, { cause, retryable: true })
  })
  if (answering !== chainId) {
    throw new AppError('CHAIN_MISMATCH', `${rpcUrl} is chain ${answering}, and the network is on ${chainId}.`)
  }
  const receipts: TransactionReceipt[] = []
  for (const { to, data } of calls) {
    const hash = await wallet.sendTransaction({ to, data }).catch((cause: unknown) => {
      throw refusedSend(cause)
    })
    const receipt = await reader
      .waitForTransactionReceipt({ hash, timeout: timeoutMs })
      .catch((cause: unknown) => {
        throw new AppError('TX_NOT_MINED', `Transaction ${hash} was sent and not mined in time.`, { cause })
      })
    if (receipt.status === 'reverted') throw new AppError('TX_REVERTED', `Transaction ${hash} was undone.`)
    receipts.push(receipt)
  }
  return receipts
}

function refusedSend(cause: unknown): AppError {
  if (cause instanceof BaseError && cause.walk((error) => error instanceof InsufficientFundsError) !== null) {
    return new AppError('BALANCE_TOO_SMALL', 'The wallet has too little ETH for gas.', { cause })
  }
  const sentence = revertOf(cause) ?? (cause instanceof BaseError ? cause.shortMessage : String(cause))
  return new AppError('TX_REVERTED', `The transaction was not sent: ${sentence}`, { cause })
}

const errorAbi = [...leaseMarketAbi, ...n3TokenAbi].filter(({ type }) => type === 'error')

/** The error a contract of ours gave, by its name and figures; undefined for anything else. */
function revertOf(cause: unknown): string | undefined {
  if (!(cause instanceof BaseError)) return undefined
  const data: unknown = (cause.walk((error) => isHex(dataOf(error))) as { data?: unknown } | null)?.data
  if (!isHex(data)) return undefined
  try {
    const { errorName, args } = decodeErrorResult({ abi: errorAbi, data })
    return `the contract would refuse it with ${errorName}(${(args ?? []).map(String).join(', ')}).`
  } catch {
    return undefined
  }
}

function dataOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined
}
