import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import { AppError } from '@network3/core/app-error'
import { type Address, createPublicClient, getAddress, hexToBytes, http } from 'viem'
import { z } from 'zod'
import type { Kgc } from '../keys/issue-key.ts'
import { callSite, type Site } from '../site/call-site.ts'

/** Where everything of one network is. */
export type Network = {
  siteUrl: string
  rpcUrl: string
  chainId: number
  contracts: { n3Token: Address; leaseMarket: Address; keyDirectory: Address }
  /** All nodes of the key-generation centre, node 1 first. */
  kgcUrls: readonly string[]
}

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform((text) => getAddress(text))

export const contractsSchema = z.object({ n3Token: address, leaseMarket: address, keyDirectory: address })

const endpointsAnswer = z.object({
  chainId: z.int().positive(),
  rpcUrl: z.url().nullable(),
  contracts: contractsSchema,
  kgc: z.object({ urls: z.array(z.url()) }).nullable(),
})

/**
 * A network by what its site says of it. `rpcUrl`: the chain as you reach it, where you would rather not take the site's
 * word. Throws UNAVAILABLE, ENV_INVALID when nobody names a chain.
 */
export async function askNetwork(site: Site, rpcUrl?: string): Promise<Network> {
  const path = 'network.getEndpoints'
  const found = await callSite({ ...site, path, kind: 'query', input: undefined, answer: endpointsAnswer })
  const url = rpcUrl ?? found.rpcUrl
  if (url === null) {
    throw new AppError('ENV_INVALID', `${site.siteUrl} names no chain: give its RPC as N3_RPC_URL.`)
  }
  const { chainId, contracts, kgc } = found
  return { siteUrl: site.siteUrl, rpcUrl: url, chainId, contracts, kgcUrls: kgc?.urls ?? [] }
}

/** Where keys are issued now: the public key is the chain's word (KeyDirectory). Throws KGC_UNREACHABLE. */
export async function readKgc({ rpcUrl, chainId, contracts, kgcUrls }: Network): Promise<Kgc> {
  const client = createPublicClient({ transport: http(rpcUrl) })
  const contract = { address: contracts.keyDirectory, abi: keyDirectoryAbi } as const
  const readKey = async () => {
    const generation = await client.readContract({ ...contract, functionName: 'activeGeneration' })
    if (generation === 0) return undefined
    const args = [generation] as const
    const found = await client.readContract({ ...contract, functionName: 'generationOf', args })
    return hexToBytes(found.masterPublicKey)
  }
  const masterPublicKey = await readKey().catch((cause: unknown) => {
    throw new AppError('KGC_UNREACHABLE', `The chain at ${rpcUrl} does not tell the centre's key.`, {
      cause,
      retryable: true,
    })
  })
  if (masterPublicKey === undefined) {
    throw new AppError('KGC_UNREACHABLE', 'No key-generation centre issues on this chain at the moment.')
  }
  return { urls: kgcUrls, masterPublicKey, chainId }
}
