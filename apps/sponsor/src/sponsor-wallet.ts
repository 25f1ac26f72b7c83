import type { Deployment } from '@network3/chain/deployment'
import { AppError, isAppError } from '@network3/core/app-error'
import type { Address, Hex } from '@network3/core/hex'
import { reasonOf } from '@network3/core/reasons'
import { BaseError, createWalletClient, defineChain, ExecutionRevertedError, http, publicActions } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

const WAIT_MS = 30_000

export type SponsorCall = { to: Address; data: Hex }
export type SponsorWallet = ReturnType<typeof connectSponsorWallet>

/** The sponsor's one account, for everything it pays. Everything throws RPC_UNREACHABLE when the chain does not answer. */
export function connectSponsorWallet(rpcUrl: string, deployment: Deployment, privateKey: Hex) {
  const chain = defineChain({
    id: deployment.chainId,
    name: `chain ${deployment.chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  const account = privateKeyToAccount(privateKey)
  const client = createWalletClient({ account, chain, transport: http(rpcUrl), pollingInterval: 250 }).extend(
    publicActions,
  )
  const { address } = account
  let last: Promise<unknown> = Promise.resolve()

  const estimate = (call: SponsorCall): Promise<bigint> =>
    reaching(() =>
      client.estimateGas({ account, ...call }).catch((cause: unknown) => {
        if (!(cause instanceof BaseError) || cause.walk(isRevert) === null) throw cause
        throw new AppError('TX_REVERTED', 'The contract would refuse this.', { cause })
      }),
    )
  const feePerGas = async (): Promise<bigint> => {
    const { maxFeePerGas } = await reaching(() => client.estimateFeesPerGas())
    return maxFeePerGas
  }

  const sendNext = async (call: SponsorCall): Promise<Hex> => {
    const [fees, balance, gas] = await Promise.all([
      reaching(() => client.estimateFeesPerGas()),
      reaching(() => client.getBalance({ address })),
      estimate(call),
    ])
    const limit = (gas * 12n) / 10n
    if (balance < limit * fees.maxFeePerGas)
      throw new AppError('SPONSOR_EMPTY', reasonOf('SPONSOR_EMPTY').sentence, { retryable: true })
    return reaching(async () => {
      const nonce = await client.getTransactionCount({ address, blockTag: 'pending' })
      return client.sendTransaction({ ...call, gas: limit, ...fees, nonce })
    })
  }

  return {
    address,
    client,
    balance: () => reaching(() => client.getBalance({ address })),
    /** Gas of a call. Throws TX_REVERTED when the contract would refuse it. */
    estimate,
    /** The most that a unit of gas costs now, wei. */
    feePerGas,
    /**
     * Sends a call, after trying it. Throws SPONSOR_EMPTY or TX_REVERTED before anything was sent. Sends follow each
     * other, so that each takes the nonce after the one before.
     */
    send: (call: SponsorCall): Promise<Hex> => {
      const sent = last.then(() => sendNext(call))
      last = sent.catch(() => undefined)
      return sent
    },
    /** Resolves when it is mined. Throws TX_REVERTED, TX_NOT_MINED. */
    wait: async (hash: Hex): Promise<void> => {
      const receipt = await client
        .waitForTransactionReceipt({ hash, timeout: WAIT_MS })
        .catch((cause: unknown) => {
          throw new AppError('TX_NOT_MINED', `Transaction ${hash} was not mined in ${WAIT_MS / 1000} s.`, {
            cause,
            retryable: true,
          })
        })
      if (receipt.status !== 'success')
        throw new AppError('TX_REVERTED', `The contract refused transaction ${hash}.`)
    },
  }
}

function isRevert(error: unknown): boolean {
  return error instanceof ExecutionRevertedError
}

export async function reaching<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task()
  } catch (cause) {
    if (isAppError(cause)) throw cause
    const message = cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause)
    throw new AppError('RPC_UNREACHABLE', `The chain did not take it: ${message}`, { cause, retryable: true })
  }
}
