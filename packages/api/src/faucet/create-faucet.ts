import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { AppError, isAppError } from '@network3/core/app-error'
import type { Address, Hex } from '@network3/core/hex'
import type { Clock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import { retry } from '@network3/service/retry'
import { createWalletClient, encodeFunctionData, http, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { type ChainClient, chainOf } from '../chain/create-chain-client.ts'
import { createFaucetLimits, FAUCET_COOLDOWN_SECONDS } from './create-faucet-limits.ts'

/** What one request gives: gas for a few hundred transactions, and stake well above the minimum. */
export const FAUCET_ETH_WEI = parseEther('1')
export const FAUCET_N3_WEI = parseEther('1000')

type FaucetGift = { ethTxHash: Hex; n3TxHash: Hex }

export type Faucet = {
  address: Address
  cooldownSeconds: number
  /** Sends both gifts. Throws FAUCET_LIMIT while the address or the faucet rests, FAUCET_UNAVAILABLE when it cannot. */
  give: (to: Address, idempotencyKey: string) => Promise<FaucetGift>
}

/** Another process may use the same key (the command line does), and then takes the nonce between our two calls. */
const ATTEMPTS = 12

/** The local chain's faucet. Requests are sent one after another, so that no two of them share a nonce. */
export function createFaucet(options: {
  client: ChainClient
  chainId: number
  rpcUrl: string
  token: Address
  privateKey: Hex
  logger: Logger
  clock: Clock
}): Faucet {
  const { client, chainId, rpcUrl, token, logger, clock } = options
  const account = privateKeyToAccount(options.privateKey)
  const wallet = createWalletClient({ account, chain: chainOf(chainId, rpcUrl), transport: http(rpcUrl) })
  const limits = createFaucetLimits<FaucetGift>(() => clock.now())
  let queue: Promise<unknown> = Promise.resolve()

  const send = async (to: Address): Promise<FaucetGift> => {
    const data = encodeFunctionData({ abi: n3TokenAbi, functionName: 'transfer', args: [to, FAUCET_N3_WEI] })
    // Both are simulated before either is sent: an empty faucet must not give half.
    const [n3Gas, ethGas] = await Promise.all([
      client.estimateGas({ account, to: token, data }),
      client.estimateGas({ account, to, value: FAUCET_ETH_WEI }),
    ])
    const ethTxHash = await withNonce((nonce) =>
      wallet.sendTransaction({ to, value: FAUCET_ETH_WEI, gas: ethGas, nonce }),
    )
    const n3TxHash = await withNonce((nonce) =>
      wallet.sendTransaction({ to: token, data, gas: n3Gas, nonce }),
    )
    return { ethTxHash, n3TxHash }
  }

  const withNonce = (sendWith: (nonce: number) => Promise<Hex>): Promise<Hex> =>
    retry(
      async () =>
        sendWith(await client.getTransactionCount({ address: account.address, blockTag: 'pending' })),
      { attempts: ATTEMPTS, isRetryable: isNonceTaken, baseMs: 20, maxMs: 1_000, clock },
    )

  const sendInTurn = (to: Address): Promise<FaucetGift> => {
    const gift = queue.then(() => send(to))
    queue = gift.catch(() => undefined)
    return gift
  }

  return {
    address: account.address,
    cooldownSeconds: FAUCET_COOLDOWN_SECONDS,
    give: (to, idempotencyKey) =>
      limits.once(to, idempotencyKey, async () => {
        try {
          const gift = await sendInTurn(to)
          logger.info({ to, ...gift }, 'faucet gave')
          return gift
        } catch (cause) {
          if (isAppError(cause)) throw cause
          logger.error({ err: cause, to }, 'faucet could not give')
          throw new AppError(
            'FAUCET_UNAVAILABLE',
            'The faucet could not send: its account is empty or the chain is not answering.',
            {
              cause,
              retryable: true,
            },
          )
        }
      }),
  }
}

function isNonceTaken(error: unknown): boolean {
  const words = error instanceof Error ? error.message.toLowerCase() : ''
  return /nonce too low|nonce provided|already known|already imported|replacement transaction underpriced/.test(
    words,
  )
}
