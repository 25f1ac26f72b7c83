import { type Registration, registrationTypedData } from '@network3/chain/typed-data'
import { AppError } from '@network3/core/app-error'
import { countryToBytes2 } from '@network3/core/countries'
import type { Address, Hex } from '@network3/core/hex'
import type { Pairing } from '@network3/db/queries/pairing/get-pairing'
import type { NodeRegistration } from '@network3/protocol/pairing/registration'
import { recoverTypedDataAddress } from 'viem'
import type { Context } from '../context.ts'

export function registrationOf(pairing: Pairing, operator: Address): NodeRegistration {
  const { node, capabilities, country, specHash, nonce, deadline } = pairing
  return { operator, node, capabilities, country, specHash, nonce, deadline }
}

/**
 * Whether `signer` signed the registration: its key, or, for an account that is a contract, its ERC-1271 answer.
 * NodeRegistry checks the same again. Throws RPC_UNREACHABLE.
 */
export async function isSignedBy(
  { chain, deployment }: Context,
  signer: Address,
  registration: NodeRegistration,
  signature: Hex,
): Promise<boolean> {
  const typedData = registrationTypedData(
    deployment.chainId,
    deployment.contracts.nodeRegistry,
    messageOf(registration),
  )
  if (signature.length === 132) {
    const recovered = await recoverTypedDataAddress({ ...typedData, signature }).catch(() => undefined)
    if (recovered?.toLowerCase() === signer) return true
  }
  try {
    const code = await chain.getCode({ address: signer })
    if (code === undefined) return false
    return await chain.verifyTypedData({ ...typedData, address: signer, signature })
  } catch (cause) {
    throw new AppError('RPC_UNREACHABLE', 'The chain could not be asked about this signature.', {
      cause,
      retryable: true,
    })
  }
}

function messageOf(registration: NodeRegistration): Registration {
  const { operator, node, capabilities, country, specHash, nonce, deadline } = registration
  return {
    ...{ operator, node, capabilities, specHash },
    country: countryToBytes2(country),
    nonce: BigInt(nonce),
    deadline: BigInt(deadline),
  }
}
