import { AppError } from '@network3/core/app-error'
import {
  type Address,
  BaseError,
  type Hex,
  HttpRequestError,
  type PublicClient,
  parseAbi,
  recoverAddress,
  TimeoutError,
} from 'viem'

const erc1271Abi = parseAbi([
  'function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)',
])
const ERC1271_YES = '0x1626ba7e'

/**
 * Whether `signer` signed the digest (hashTypedData): its key, or, for an account that is a contract, its ERC-1271
 * answer. Throws RPC_UNREACHABLE; the chain is asked only where a key alone does not tell.
 */
export async function verifySignature(
  client: Pick<PublicClient, 'getCode' | 'readContract'>,
  { signer, digest, signature }: { signer: Address; digest: Hex; signature: Hex },
): Promise<boolean> {
  if (signature.length === 132) {
    const recovered = await recoverAddress({ hash: digest, signature }).catch(() => undefined)
    if (recovered?.toLowerCase() === signer.toLowerCase()) return true
  }
  try {
    const code = await client.getCode({ address: signer })
    if (code === undefined) return false
    const answer = await client.readContract({
      ...{ address: signer, abi: erc1271Abi, functionName: 'isValidSignature' },
      args: [digest, signature],
    })
    return answer === ERC1271_YES
  } catch (cause) {
    // A contract that reverts, or answers something else, has said no.
    if (cause instanceof BaseError && cause.walk(isUnreachable) === null) return false
    throw new AppError('RPC_UNREACHABLE', 'The chain could not be asked about this signature.', {
      cause,
      retryable: true,
    })
  }
}

function isUnreachable(error: unknown): boolean {
  return error instanceof HttpRequestError || error instanceof TimeoutError
}
