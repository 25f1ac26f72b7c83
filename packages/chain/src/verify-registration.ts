import { type Address, type Hex, hashTypedData } from 'viem'
import type { Deployment } from './deployment.ts'
import { type Registration, registrationTypedData } from './typed-data.ts'
import { verifySignature } from './verify-signature.ts'

/** Whether `signer` signed the registration; NodeRegistry checks the same again. Throws RPC_UNREACHABLE. */
export function verifyRegistration(
  client: Parameters<typeof verifySignature>[0],
  { chainId, contracts }: Pick<Deployment, 'chainId' | 'contracts'>,
  signed: { signer: Address; registration: Registration; signature: Hex },
): Promise<boolean> {
  const { signer, registration, signature } = signed
  const digest = hashTypedData(registrationTypedData(chainId, contracts.nodeRegistry, registration))
  return verifySignature(client, { signer, digest, signature })
}
