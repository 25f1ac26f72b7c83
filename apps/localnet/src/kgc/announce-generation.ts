import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import { localRichAccount } from '@network3/chain/local-economy'
import { issuerOf } from '@network3/clsc/issuer-public'
import { issuerIdentifier } from '@network3/clsc/key-generation'
import { AppError } from '@network3/core/app-error'
import { type KgcInfo, kgcInfoSchema } from '@network3/protocol/kgc/messages'
import {
  type Address,
  bytesToHex,
  createPublicClient,
  createWalletClient,
  defineChain,
  type Hex,
  http,
} from 'viem'

export type Announcement = 'announced' | 'on chain' | 'ended'

/**
 * Announces the local KGC's public key in KeyDirectory, unless it is there. Only where all nodes say the same key.
 * `ended`: that key was announced before and issues no more. @throws AppError KGC_UNREACHABLE, TX_REVERTED.
 */
export async function announceGeneration(chain: {
  rpcUrl: string
  chainId: number
  keyDirectory: Address
  urls: readonly string[]
}): Promise<Announcement> {
  const infos = await Promise.all(chain.urls.map(readInfo))
  const [info] = infos
  const keys = new Set(infos.map(({ masterPublicKey }) => bytesToHex(masterPublicKey)))
  if (info === undefined || keys.size !== 1)
    throw new AppError('KGC_UNREACHABLE', 'The nodes of the KGC do not agree on one key.')
  const masterPublicKey = bytesToHex(info.masterPublicKey)

  const contract = { address: chain.keyDirectory, abi: keyDirectoryAbi } as const
  const transport = http(chain.rpcUrl)
  const client = createPublicClient({ transport, pollingInterval: 100 })
  const count = await client.readContract({ ...contract, functionName: 'generationCount' })
  for (let number = count; number >= 1; number--) {
    const known = await client.readContract({ ...contract, functionName: 'generationOf', args: [number] })
    const active = await client.readContract({ ...contract, functionName: 'activeGeneration' })
    if (known.masterPublicKey === masterPublicKey) return active === number ? 'on chain' : 'ended'
  }

  const wallet = createWalletClient({
    account: localRichAccount('deployer'),
    chain: defineChain({
      ...{ id: chain.chainId, name: 'local', rpcUrls: { default: { http: [chain.rpcUrl] } } },
      nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    }),
    transport,
  })
  const hash = await wallet.writeContract({
    ...contract,
    functionName: 'announceGeneration',
    args: [masterPublicKey, info.threshold, membersOf(info)],
  })
  const receipt = await client.waitForTransactionReceipt({ hash })
  if (receipt.status !== 'success')
    throw new AppError('TX_REVERTED', `The announcement of the KGC's key ${masterPublicKey} was refused.`)
  return 'announced'
}

async function readInfo(url: string): Promise<KgcInfo> {
  const response = await fetch(`${url}/v1/kgc`)
  const parsed = kgcInfoSchema.safeParse(await response.json())
  if (!parsed.success) throw new AppError('KGC_UNREACHABLE', `${url} is no node of a KGC.`)
  return parsed.data
}

/** One verifying share for each node, node 1 first. */
function membersOf({ commitments, threshold, nodes }: KgcInfo): Hex[] {
  const { verifyingShares } = issuerOf(commitments, { threshold, nodes })
  return Array.from({ length: nodes }, (_, index) =>
    bytesToHex(verifyingShares[issuerIdentifier(index + 1)] ?? new Uint8Array(32)),
  )
}
