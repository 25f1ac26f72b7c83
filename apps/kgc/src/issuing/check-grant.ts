import { type KeyGrant, keyGrantTypedData } from '@network3/chain/key-grant'
import { encodeHex } from '@network3/protocol/hex-bytes'
import { type Grant, MAX_GRANT_EPOCHS } from '@network3/protocol/kgc/messages'
import type { Name } from '@network3/protocol/kgc/name'
import { type Hex, recoverTypedDataAddress } from 'viem'
import type { GrantEntry } from '../guard/guard-book.ts'
import { RefusalError } from './refusal-error.ts'

/** Asks a contract account (ERC-1271, ERC-6492 where it is not deployed yet) whether it signed. Rejects when the chain is away. */
export type VerifyByContract = (
  address: Hex,
  typedData: ReturnType<typeof keyGrantTypedData>,
  signature: Hex,
) => Promise<boolean>

export type GrantRequest = { name: Name; epoch: number; point: string; grant: Grant | undefined }

/**
 * The grant under which a key may be issued: the one sent along, or the one kept from before. Throws RefusalError.
 */
export async function checkGrant(
  request: GrantRequest,
  deps: {
    chainId: number
    kgcId: Uint8Array
    kept: GrantEntry | undefined
    verifyByContract: VerifyByContract | undefined
  },
): Promise<GrantEntry> {
  const { name, epoch, point } = request
  const { kept } = deps
  const isKept = kept?.point === point && kept.fromEpoch <= epoch && epoch <= kept.toEpoch
  if (isKept) return kept
  const { grant } = request
  if (grant === undefined) throw new RefusalError('GRANT_MISSING')
  const { fromEpoch, toEpoch } = grant
  if (toEpoch < fromEpoch || toEpoch - fromEpoch >= MAX_GRANT_EPOCHS) throw new RefusalError('GRANT_TOO_LONG')
  if (epoch < fromEpoch || epoch > toEpoch) throw new RefusalError('GRANT_OUTSIDE')
  const message: KeyGrant = {
    kgcId: encodeHex(deps.kgcId) as Hex,
    id: name.id,
    userPoint: point as Hex,
    fromEpoch: BigInt(fromEpoch),
    toEpoch: BigInt(toEpoch),
  }
  const signature = encodeHex(grant.signature) as Hex
  const typedData = keyGrantTypedData(deps.chainId, message)
  const isSigned =
    (await isSignedByKey(name.address, typedData, signature)) ||
    (await isSignedByContract(name.address, typedData, signature, deps.verifyByContract))
  if (!isSigned) throw new RefusalError('GRANT_INVALID')
  return { name: name.id, point, fromEpoch, toEpoch }
}

/** A wallet's or a node's own key, without the chain. */
async function isSignedByKey(
  address: string,
  typedData: ReturnType<typeof keyGrantTypedData>,
  signature: Hex,
): Promise<boolean> {
  if (signature.length !== 132) return false
  try {
    const signer = await recoverTypedDataAddress({ ...typedData, signature })
    return signer.toLowerCase() === address
  } catch {
    // Not a signature of any key.
    return false
  }
}

async function isSignedByContract(
  address: Hex,
  typedData: ReturnType<typeof keyGrantTypedData>,
  signature: Hex,
  verify: VerifyByContract | undefined,
): Promise<boolean> {
  if (verify === undefined) return false
  try {
    return await verify(address, typedData, signature)
  } catch (cause) {
    throw new RefusalError('CHAIN_UNREACHABLE', { cause })
  }
}
