import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import type { Deployment } from '@network3/chain/deployment'
import { verifyRegistration } from '@network3/chain/verify-registration'
import { AppError, isAppError } from '@network3/core/app-error'
import { countryToBytes2 } from '@network3/core/countries'
import type { Address, Hex } from '@network3/core/hex'
import { reasonOf } from '@network3/core/reasons'
import type { NodeRegistration, SponsorRequest } from '@network3/protocol/pairing/registration'
import {
  BaseError,
  ContractFunctionRevertedError,
  createWalletClient,
  defineChain,
  http,
  publicActions,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

type RegisteredNode = { operator: Address | undefined; isRetired: boolean; nonce: bigint }

/** NodeRegistry as the sponsor uses it. Everything throws RPC_UNREACHABLE when the chain does not answer. */
export type RegistryChain = {
  sponsor: Address
  balance(): Promise<bigint>
  read(node: Address): Promise<RegisteredNode>
  isSignedBy(signer: Address, registration: NodeRegistration, signature: Hex): Promise<boolean>
  /**
   * Sends registerFor, after trying it. Throws SPONSOR_EMPTY or TX_REVERTED before anything was sent. Sends follow each
   * other, so that each takes the nonce after the one before.
   */
  send(request: SponsorRequest): Promise<Hex>
  /** Resolves when it is mined. Throws TX_REVERTED, TX_NOT_MINED. */
  wait(hash: Hex): Promise<void>
}

const WAIT_MS = 30_000

export function connectRegistryChain(rpcUrl: string, deployment: Deployment, privateKey: Hex): RegistryChain {
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
  const contract = { address: deployment.contracts.nodeRegistry, abi: nodeRegistryAbi } as const
  const messageOf = ({ country, nonce, deadline, ...rest }: NodeRegistration) => ({
    ...rest,
    country: countryToBytes2(country),
    nonce: BigInt(nonce),
    deadline: BigInt(deadline),
  })
  let last: Promise<unknown> = Promise.resolve()

  const sendNext = async ({ registration, operatorSignature, nodeSignature }: SponsorRequest) => {
    const { operator, node, capabilities, country, specHash, deadline } = messageOf(registration)
    const args = [
      ...([operator, node, capabilities, country, specHash, deadline] as const),
      ...([operatorSignature, nodeSignature] as const),
    ] as const
    const call = { ...contract, functionName: 'registerFor', args } as const
    const [fees, balance, gas] = await Promise.all([
      reaching(() => client.estimateFeesPerGas()),
      reaching(() => client.getBalance({ address: account.address })),
      reaching(() =>
        client.estimateContractGas(call).catch((cause: unknown) => {
          const isRefused = cause instanceof BaseError && cause.walk(isRevert) !== null
          if (!isRefused) throw cause
          throw new AppError('TX_REVERTED', 'The registry would refuse this registration.', { cause })
        }),
      ),
    ])
    const limit = (gas * 12n) / 10n
    if (balance < limit * fees.maxFeePerGas)
      throw new AppError('SPONSOR_EMPTY', reasonOf('SPONSOR_EMPTY').sentence, { retryable: true })
    return reaching(async () => {
      const nonce = await client.getTransactionCount({ address: account.address, blockTag: 'pending' })
      return client.writeContract({ ...call, gas: limit, ...fees, nonce })
    })
  }

  return {
    sponsor: account.address,
    balance: () => reaching(() => client.getBalance({ address: account.address })),
    read: (node) =>
      reaching(async () => {
        const [record, nonce] = await Promise.all([
          client.readContract({ ...contract, functionName: 'nodeOf', args: [node] }),
          client.readContract({ ...contract, functionName: 'nonces', args: [node] }),
        ])
        const operator = record.operator.toLowerCase() as Address
        return {
          operator: record.registeredAt === 0n ? undefined : operator,
          isRetired: record.retiredAt > 0n,
          nonce,
        }
      }),
    isSignedBy: (signer, registration, signature) =>
      verifyRegistration(client, deployment, { signer, registration: messageOf(registration), signature }),
    send: (request) => {
      const sent = last.then(() => sendNext(request))
      last = sent.catch(() => undefined)
      return sent
    },
    wait: async (hash) => {
      const receipt = await client
        .waitForTransactionReceipt({ hash, timeout: WAIT_MS })
        .catch((cause: unknown) => {
          throw new AppError('TX_NOT_MINED', `Transaction ${hash} was not mined in ${WAIT_MS / 1000} s.`, {
            cause,
            retryable: true,
          })
        })
      if (receipt.status !== 'success')
        throw new AppError('TX_REVERTED', `The registry refused transaction ${hash}.`)
    },
  }
}

function isRevert(error: unknown): boolean {
  return error instanceof ContractFunctionRevertedError
}

async function reaching<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task()
  } catch (cause) {
    if (isAppError(cause)) throw cause
    const message = cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause)
    throw new AppError('RPC_UNREACHABLE', `The chain did not take it: ${message}`, { cause, retryable: true })
  }
}
