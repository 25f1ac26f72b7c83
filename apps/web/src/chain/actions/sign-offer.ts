import { type Offer, offerTypedData } from '@network3/chain/lease-typed-data'
import type { Hex } from '@network3/core/hex'
import { signTypedData } from 'wagmi/actions'
import type { ChainConfig } from '../../config/chain-config.ts'
import { getWalletConfig } from '../wallet-config.ts'
import type { SendStage } from './send-call.ts'

/** Has the wallet sign an offer (EIP-712), term by term what the page shows. Sends nothing, costs nothing. */
export function signOffer(
  { chainId, contracts }: ChainConfig,
  offer: Offer,
  onStage: (stage: SendStage) => void,
): Promise<Hex> {
  onStage('confirming')
  return signTypedData(getWalletConfig(), offerTypedData(chainId, contracts.leaseMarket, offer))
}
