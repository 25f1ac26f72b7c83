import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import { AppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import type { Context } from '../context.ts'

/** What NodeRegistry says of a node. `operator` is undefined for one never registered, and kept after retirement. */
type RegistrationFacts = { operator: Address | undefined; isRetired: boolean; nonce: bigint }

/** Read from the chain itself: the indexer may be a block behind. Throws RPC_UNREACHABLE. */
export async function readRegistration(
  { chain, deployment }: Context,
  node: Address,
): Promise<RegistrationFacts> {
  const contract = { address: deployment.contracts.nodeRegistry, abi: nodeRegistryAbi } as const
  try {
    const [record, nonce] = await Promise.all([
      chain.readContract({ ...contract, functionName: 'nodeOf', args: [node] }),
      chain.readContract({ ...contract, functionName: 'nonces', args: [node] }),
    ])
    const isKnown = record.registeredAt > 0n
    const operator = record.operator.toLowerCase() as Address
    return { operator: isKnown ? operator : undefined, isRetired: record.retiredAt > 0n, nonce }
  } catch (cause) {
    throw new AppError('RPC_UNREACHABLE', 'The chain does not answer what is registered.', {
      cause,
      retryable: true,
    })
  }
}
