import { AppError } from '@network3/core/app-error'
import { type Address, type Hex, type PublicClient, recoverTypedDataAddress } from 'viem'
import type { Deployment } from './deployment.ts'
import { type Registration, registrationTypedData } from './typed-data.ts'

/**
 * Whether `signer` signed the registration: its key, or, for an account that is a contract, its ERC-1271 answer.
 * NodeRegistry checks the same again. Throws RPC_UNREACHABLE; the chain is asked only where a key alone does not tell.
 */
export async function verifyRegistration(
  client: Pick<PublicClient, 'getCode' | 'verifyTypedData'>,
  { chainId, contracts }: Pick<Deployment, 'chainId' | 'contracts'>,
  signed: { signer: Address; registration: Registration; signature: Hex },
): Promise<boolean> {
  const { signer, registration, signature } = signed
  const typedData = registrationTypedData(chainId, contracts.nodeRegistry, registration)
  if (signature.length === 132) {
    const recovered = await recoverTypedDataAddress({ ...typedData, signature }).catch(() => undefined)
    if (recovered?.toLowerCase() === signer.toLowerCase()) return true
  }
  try {
    const code = await client.getCode({ address: signer })
    if (code === undefined) return false
    return await client.verifyTypedData({ ...typedData, address: signer, signature })
  } catch (cause) {
    throw new AppError('RPC_UNREACHABLE', 'The chain could not be asked about this signature.', {
      cause,
      retryable: true,
    })
  }
}
