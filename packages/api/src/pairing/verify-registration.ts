import { verifyRegistration } from '@network3/chain/verify-registration'
import { countryToBytes2 } from '@network3/core/countries'
import type { Address, Hex } from '@network3/core/hex'
import type { Pairing } from '@network3/db/queries/pairing/get-pairing'
import type { NodeRegistration } from '@network3/protocol/pairing/registration'
import type { Context } from '../context.ts'

export function registrationOf(pairing: Pairing, operator: Address): NodeRegistration {
  const { node, capabilities, country, specHash, nonce, deadline } = pairing
  return { operator, node, capabilities, country, specHash, nonce, deadline }
}

/** Whether `signer`, a key or a contract account, signed the registration. Throws RPC_UNREACHABLE. */
export function isSignedBy(
  { chain, deployment }: Context,
  signer: Address,
  registration: NodeRegistration,
  signature: Hex,
): Promise<boolean> {
  const { country, nonce, deadline, ...rest } = registration
  const message = {
    ...rest,
    country: countryToBytes2(country),
    nonce: BigInt(nonce),
    deadline: BigInt(deadline),
  }
  return verifyRegistration(chain, deployment, { signer, registration: message, signature })
}
