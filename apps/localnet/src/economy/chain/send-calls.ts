import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '@network3/core/app-error'
import type { Address, Hex, LocalAccount, TransactionReceipt } from 'viem'
import type { EconomyChain } from './economy-chain.ts'

/** A transaction to be signed by its account. `gas` is a limit: blocks are packed by limits. */
export type Call = { account: LocalAccount; to: Address; data?: Hex; value?: bigint; gas: bigint }

/** Far above any fee of a local chain, so that no estimate is needed. */
const MAX_FEE_PER_GAS = 20n * 10n ** 9n

const RECEIPT_TIMEOUT_MS = 60_000
/** Between looks for receipts: soon at first, for a chain that mines at once, then less and less. */
const LOOK_MS = { first: 5, longest: 150 }

/**
 * Signs here and sends without waiting for one another: calls of one account in their order, with consecutive
 * nonces. Resolves when all are mined, with receipts in the order of the calls.
 * @throws AppError TX_NOT_MINED (retryable), or what the chain answers.
 */
export async function sendCalls(chain: EconomyChain, calls: readonly Call[]): Promise<TransactionReceipt[]> {
  const { client } = chain
  const accounts = [...new Set(calls.map((call) => call.account))]
  const nonces = new Map(
    await Promise.all(
      accounts.map(async ({ address }) => {
        return [address, await client.getTransactionCount({ address, blockTag: 'pending' })] as const
      }),
    ),
  )
  const signed = await Promise.all(
    calls.map(({ account, ...call }) => {
      const nonce = nonces.get(account.address) ?? 0
      nonces.set(account.address, nonce + 1)
      return account.signTransaction({
        ...call,
        type: 'eip1559',
        chainId: chain.deployment.chainId,
        nonce,
        maxFeePerGas: MAX_FEE_PER_GAS,
        maxPriorityFeePerGas: 1n,
      })
    }),
  )
  const hashes: Hex[] = []
  // In batches, so that the node takes the nonces of an account in order.
  for (let from = 0; from < signed.length; from += 200) {
    const batch = signed.slice(from, from + 200)
    hashes.push(
      ...(await Promise.all(
        batch.map((serializedTransaction) => client.sendRawTransaction({ serializedTransaction })),
      )),
    )
  }
  return waitForReceipts(chain, hashes)
}

/** As sendCalls. @throws AppError TX_REVERTED when the contract refused one of them. */
export async function sendAcceptedCalls(chain: EconomyChain, calls: readonly Call[]): Promise<void> {
  const receipts = await sendCalls(chain, calls)
  const refused = receipts.filter((receipt) => receipt.status !== 'success')
  if (refused.length > 0) {
    const first = refused[0]?.transactionHash
    throw new AppError(
      'TX_REVERTED',
      `${refused.length} of ${calls.length} transactions were refused; the first is ${first}.`,
    )
  }
}

async function waitForReceipts(
  { client }: EconomyChain,
  hashes: readonly Hex[],
): Promise<TransactionReceipt[]> {
  const receipts = new Map<Hex, TransactionReceipt>()
  const deadline = Date.now() + RECEIPT_TIMEOUT_MS
  for (let waitMs = LOOK_MS.first; ; waitMs = Math.min(2 * waitMs, LOOK_MS.longest)) {
    const missing = hashes.filter((hash) => !receipts.has(hash))
    const found = await Promise.all(
      missing.map((hash) => client.getTransactionReceipt({ hash }).catch(() => undefined)),
    )
    for (const receipt of found) if (receipt !== undefined) receipts.set(receipt.transactionHash, receipt)
    if (receipts.size === new Set(hashes).size) break
    if (Date.now() > deadline) {
      throw new AppError('TX_NOT_MINED', `${missing.length} transactions were not mined within a minute.`, {
        retryable: true,
      })
    }
    await delay(waitMs)
  }
  return hashes.flatMap((hash) => receipts.get(hash) ?? [])
}

/** Waits until nothing these accounts sent is pending, so that what is read at the head is all they did. */
export async function waitUntilMined({ client }: EconomyChain, addresses: readonly Address[]): Promise<void> {
  const deadline = Date.now() + RECEIPT_TIMEOUT_MS
  for (;;) {
    const pending = await Promise.all(
      addresses.map(async (address) => {
        const [sent, mined] = await Promise.all([
          client.getTransactionCount({ address, blockTag: 'pending' }),
          client.getTransactionCount({ address, blockTag: 'latest' }),
        ])
        return sent > mined
      }),
    )
    if (!pending.includes(true)) return
    if (Date.now() > deadline) {
      throw new AppError('TX_NOT_MINED', 'Transactions of an earlier run are still pending.', {
        retryable: true,
      })
    }
    await delay(200)
  }
}
