import { registrationTypedData } from '@network3/chain/typed-data'
import type { Address, Hex } from '@network3/core/hex'
import { stringToHex } from 'viem'
import { getAccount, signTypedData } from 'wagmi/actions'
import type { ChainConfig } from '../../config/chain-config.ts'
import { getWalletConfig } from '../wallet-config.ts'
import type { SendStage } from './send-call.ts'

type OfferedNode = {
  node: Address
  capabilities: number
  /** ISO 3166-1 alpha-2. */
  country: string
  specHash: Hex
  /** Decimal. */
  nonce: string
  /** Unix seconds. */
  deadline: number
}

/** Has the wallet sign that it operates the node (EIP-712), exactly what the page shows. Sends nothing. */
export async function signRegistration(
  { chainId, contracts }: ChainConfig,
  { node, capabilities, country, specHash, nonce, deadline }: OfferedNode,
  onStage: (stage: SendStage) => void,
): Promise<{ operator: Address; signature: Hex }> {
  const config = getWalletConfig()
  const { address: operator } = getAccount(config)
  if (operator === undefined) throw new Error('the button connects a wallet first')
  onStage('confirming')
  const signature = await signTypedData(
    config,
    registrationTypedData(chainId, contracts.nodeRegistry, {
      ...{ operator, node, capabilities, specHash },
      country: stringToHex(country, { size: 2 }),
      nonce: BigInt(nonce),
      deadline: BigInt(deadline),
    }),
  )
  return { operator, signature }
}
