import { readFile } from 'node:fs/promises'
import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import { AppError } from '@network3/core/app-error'
import { type Address, createPublicClient, getAddress, hexToBytes, http } from 'viem'
import { z } from 'zod'
import type { Kgc } from '../keys/request-key.ts'

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform((text) => getAddress(text))

const fileSchema = z.object({
  webUrl: z.url(),
  rpcUrl: z.url(),
  chainId: z.int().positive(),
  kgcUrls: z.array(z.url()),
  contracts: z.object({ keyDirectory: address, leaseMarket: address }),
})

export type Network = { kgc: Kgc; siteUrl: string; leaseMarket: Address }

/**
 * A network by the file that `npm start` writes about it (`.network3/stack.json`). The centre's public key is read from
 * KeyDirectory. Throws ENV_INVALID for a file that is not there, KGC_UNREACHABLE when no key is announced or the chain
 * does not answer.
 */
export async function readNetwork(path: string): Promise<Network> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('ENV_INVALID', `${path} cannot be read: is the network up?`, { cause })
  })
  const parsed = fileSchema.safeParse(JSON.parse(text))
  if (!parsed.success) {
    throw new AppError(
      'ENV_INVALID',
      `${path} does not describe a network:\n${z.prettifyError(parsed.error)}`,
    )
  }
  const { webUrl, rpcUrl, chainId, kgcUrls, contracts } = parsed.data
  const client = createPublicClient({ transport: http(rpcUrl) })
  const contract = { address: contracts.keyDirectory, abi: keyDirectoryAbi } as const
  const masterPublicKey = await readKey().catch((cause: unknown) => {
    throw new AppError('KGC_UNREACHABLE', `The chain at ${rpcUrl} does not tell the centre's key.`, {
      cause,
      retryable: true,
    })
  })
  if (masterPublicKey === undefined) {
    throw new AppError('KGC_UNREACHABLE', 'No key-generation centre issues on this chain at the moment.')
  }
  return {
    kgc: { urls: kgcUrls, masterPublicKey, chainId },
    siteUrl: webUrl,
    leaseMarket: contracts.leaseMarket,
  }

  async function readKey() {
    const generation = await client.readContract({ ...contract, functionName: 'activeGeneration' })
    if (generation === 0) return undefined
    const args = [generation] as const
    const found = await client.readContract({ ...contract, functionName: 'generationOf', args })
    return hexToBytes(found.masterPublicKey)
  }
}
