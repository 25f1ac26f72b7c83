import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import type { Deployment } from '@network3/chain/deployment'
import { verifyRegistration } from '@network3/chain/verify-registration'
import { countryToBytes2 } from '@network3/core/countries'
import type { Address, Hex } from '@network3/core/hex'
import type { NodeRegistration, SponsorRequest } from '@network3/protocol/pairing/registration'
import { encodeFunctionData } from 'viem'
import { reaching, type SponsorWallet } from './sponsor-wallet.ts'

type RegisteredNode = { operator: Address | undefined; isRetired: boolean; nonce: bigint }

/** NodeRegistry as the sponsor uses it. Everything throws RPC_UNREACHABLE when the chain does not answer. */
export type RegistryChain = {
  read(node: Address): Promise<RegisteredNode>
  isSignedBy(signer: Address, registration: NodeRegistration, signature: Hex): Promise<boolean>
  /** Sends registerFor. Throws SPONSOR_EMPTY or TX_REVERTED before anything was sent. */
  send(request: SponsorRequest): Promise<Hex>
  /** Resolves when it is mined. Throws TX_REVERTED, TX_NOT_MINED. */
  wait(hash: Hex): Promise<void>
}

export function connectRegistryChain(wallet: SponsorWallet, deployment: Deployment): RegistryChain {
  const { client } = wallet
  const contract = { address: deployment.contracts.nodeRegistry, abi: nodeRegistryAbi } as const
  const messageOf = ({ country, nonce, deadline, ...rest }: NodeRegistration) => ({
    ...rest,
    country: countryToBytes2(country),
    nonce: BigInt(nonce),
    deadline: BigInt(deadline),
  })
  return {
    read: (node) =>
      reaching(async () => {
        const [record, nonce] = await Promise.all([
          client.readContract({ ...contract, functionName: 'nodeOf', args: [node] }),
          client.readContract({ ...contract, functionName: 'nonces', args: [node] }),
        ])
        const operator = record.operator.toLowerCase() as Address
        return {
          operator: record.registeredAt === 0n ? undefined : operator,
          isRetired: record.retiredAt > 0n,
          nonce,
        }
      }),
    isSignedBy: (signer, registration, signature) =>
      verifyRegistration(client, deployment, { signer, registration: messageOf(registration), signature }),
    send: ({ registration, operatorSignature, nodeSignature }) => {
      const { operator, node, capabilities, country, specHash, deadline } = messageOf(registration)
      const data = encodeFunctionData({
        abi: nodeRegistryAbi,
        functionName: 'registerFor',
        args: [
          ...([operator, node, capabilities, country, specHash, deadline] as const),
          ...([operatorSignature, nodeSignature] as const),
        ],
      })
      return wallet.send({ to: contract.address, data })
    },
    wait: wallet.wait,
  }
}
