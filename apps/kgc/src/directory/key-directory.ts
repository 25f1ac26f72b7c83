import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import { masterPublicKeyOf } from '@network3/clsc/issuing'
import { encodeHex } from '@network3/protocol/hex-bytes'
import type { RefusalCode } from '@network3/protocol/kgc/refusal'
import type { Logger } from '@network3/service/logger'
import { createPublicClient, type Hex, http, keccak256, toBytes } from 'viem'
import type { VerifyByContract } from '../issuing/check-grant.ts'
import type { ActiveShare } from '../share/share-record.ts'

export type KeyDirectoryStatus = {
  /** Why a key must not be issued now; undefined when nothing on chain speaks against it. */
  refusalFor: (
    share: ActiveShare,
    key: { name: string; point: string; epoch: number },
  ) => Promise<RefusalCode | undefined>
  /** Looks at the generation again; never rejects. */
  refresh: (share: ActiveShare | undefined) => Promise<void>
  /** For /readyz. */
  explain: () => { code: RefusalCode; message: string } | undefined
}

type Generation = { number: number; status: number }

/** What was read longer ago counts as not known: a node that cannot see a stop must not go on issuing. */
const STALE_AFTER_MS = 60_000
/** How long an answer on one key's revocation is used again. */
const REVOCATION_TTL_MS = 3_000
const MAX_CACHED_KEYS = 10_000
/** IKeyDirectory.GenerationStatus */
const ACTIVE = 1

export type ChainReader = {
  chainId: () => Promise<number>
  directory: KeyDirectoryStatus | undefined
  verifyByContract: VerifyByContract
}

/**
 * Reads what the chain says of this KGC: its generation's status every few seconds, a key's revocation when it is asked
 * for. Fails closed: an unreadable chain refuses.
 */
export function createChainReader(options: {
  rpcUrl: string
  timeoutMs: number
  directoryAddress: Hex | undefined
  logger: Logger
  nowMs: () => number
}): ChainReader {
  const client = createPublicClient({
    transport: http(options.rpcUrl, { timeout: options.timeoutMs, retryCount: 1 }),
  })
  const verifyByContract: VerifyByContract = async (address, typedData, signature) =>
    client.verifyTypedData({ address, ...typedData, signature })
  return {
    chainId: () => client.getChainId(),
    verifyByContract,
    directory:
      options.directoryAddress === undefined
        ? undefined
        : createDirectory(client, options.directoryAddress, options.logger, options.nowMs),
  }
}

function createDirectory(
  client: ReturnType<typeof createPublicClient>,
  address: Hex,
  logger: Logger,
  nowMs: () => number,
): KeyDirectoryStatus {
  const contract = { address, abi: keyDirectoryAbi } as const
  const revocations = new Map<string, { from: bigint; readAtMs: number }>()
  let generation: Generation | undefined
  let readAtMs = Number.NEGATIVE_INFINITY

  /** Newest first; once found, only its status is read again. */
  const find = async (masterPublicKey: Hex): Promise<Generation | undefined> => {
    if (generation !== undefined) {
      const known = await client.readContract({
        ...contract,
        functionName: 'generationOf',
        args: [generation.number],
      })
      if (known.masterPublicKey === masterPublicKey)
        return { number: generation.number, status: known.status }
    }
    const count = await client.readContract({ ...contract, functionName: 'generationCount' })
    for (let number = count; number >= 1; number--) {
      const found = await client.readContract({ ...contract, functionName: 'generationOf', args: [number] })
      if (found.masterPublicKey === masterPublicKey) return { number, status: found.status }
    }
    return undefined
  }

  const revokedFrom = async (number: number, name: string, point: string): Promise<bigint> => {
    const key = `${number} ${name} ${point}`
    const cached = revocations.get(key)
    if (cached !== undefined && nowMs() - cached.readAtMs < REVOCATION_TTL_MS) return cached.from
    const from = await client.readContract({
      ...contract,
      functionName: 'revokedFrom',
      args: [number, keccak256(toBytes(name)), point as Hex],
    })
    if (revocations.size >= MAX_CACHED_KEYS) revocations.clear()
    revocations.set(key, { from, readAtMs: nowMs() })
    return from
  }

  const status = (): RefusalCode | undefined => {
    if (nowMs() - readAtMs > STALE_AFTER_MS) return 'CHAIN_UNREACHABLE'
    if (generation === undefined) return 'GENERATION_NOT_ANNOUNCED'
    return generation.status === ACTIVE ? undefined : 'GENERATION_ENDED'
  }

  return {
    refresh: async (share) => {
      if (share === undefined) return
      try {
        generation = await find(encodeHex(masterPublicKeyOf(share.issuer)) as Hex)
        readAtMs = nowMs()
      } catch (error) {
        logger.warn({ err: error }, 'key directory could not be read')
      }
    },
    explain: () => {
      const code = status()
      return code === undefined ? undefined : { code, message: `KeyDirectory ${address}: ${code}.` }
    },
    refusalFor: async (_, { name, point, epoch }) => {
      const refusal = status()
      if (refusal !== undefined || generation === undefined) return refusal
      try {
        const from = await revokedFrom(generation.number, name, point)
        return from !== 0n && BigInt(epoch) >= from ? 'KEY_REVOKED' : undefined
      } catch (error) {
        logger.warn({ err: error }, 'revocation could not be read')
        return 'CHAIN_UNREACHABLE'
      }
    },
  }
}
