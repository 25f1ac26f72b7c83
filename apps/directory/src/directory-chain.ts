import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import type { Deployment } from '@network3/chain/deployment'
import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { createWalletClient, defineChain, http, publicActions } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

type PostedRoot = { epoch: number; root: Hex; bundles: number }

/** KeyDirectory as its publisher uses it. */
export type DirectoryChain = {
  /** Unix seconds of the newest block: the contract's idea of now. */
  now(): Promise<number>
  /** The newest root of a generation; undefined before the first. */
  lastRoot(generation: number): Promise<PostedRoot | undefined>
  /** Resolves when it is mined. Throws RPC_UNREACHABLE, TX_REVERTED. */
  post(generation: number, root: PostedRoot): Promise<Hex>
}

export function connectDirectoryChain(
  rpcUrl: string,
  deployment: Deployment,
  privateKey: Hex,
): DirectoryChain {
  const chain = defineChain({
    id: deployment.chainId,
    name: `chain ${deployment.chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  const client = createWalletClient({
    ...{ account: privateKeyToAccount(privateKey), chain, transport: http(rpcUrl), pollingInterval: 500 },
  }).extend(publicActions)
  const contract = { address: deployment.contracts.keyDirectory, abi: keyDirectoryAbi } as const

  return {
    now: () => reaching(async () => Number((await client.getBlock()).timestamp)),
    lastRoot: (generation) =>
      reaching(async () => {
        const args = [generation] as const
        const epoch = await client.readContract({ ...contract, functionName: 'lastDirectoryEpoch', args })
        if (epoch === 0n) return undefined
        const posted = await client.readContract({
          ...{ ...contract, functionName: 'directoryRootOf', args: [generation, epoch] },
        })
        return { epoch: Number(epoch), root: posted.root, bundles: Number(posted.bundles) }
      }),
    post: async (generation, { epoch, root, bundles }) => {
      const args = [generation, BigInt(epoch), root, BigInt(bundles)] as const
      const hash = await reaching(async () => {
        const { request } = await client.simulateContract({
          ...{ ...contract, functionName: 'postDirectoryRoot', args },
        })
        return client.writeContract(request)
      })
      const receipt = await reaching(() => client.waitForTransactionReceipt({ hash, timeout: 120_000 }))
      if (receipt.status === 'success') return hash
      throw new AppError('TX_REVERTED', `The root of day ${epoch} was refused in transaction ${hash}.`)
    },
  }
}

/** Whatever the node says is worth another try at the next round: nothing is lost by waiting. */
async function reaching<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task()
  } catch (cause) {
    const message = cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause)
    throw new AppError('RPC_UNREACHABLE', `The chain did not take it: ${message}`, { cause, retryable: true })
  }
}
