import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import type { ChainConfig } from '../../config/chain-config.ts'
import { type SendStage, sendCall } from './send-call.ts'

type CancelOffer = { nonce: bigint; onStage: (stage: SendStage) => void }

/** Withdraws the wallet's offers of this nonce; leases that are open go on. */
export function cancelOffer(config: ChainConfig, { nonce, onStage }: CancelOffer) {
  return sendCall({
    ...{ to: config.contracts.leaseMarket, abi: leaseMarketAbi, functionName: 'cancelOffer', args: [nonce] },
    title: `Withdraw the offer of nonce ${nonce}`,
    onStage,
  })
}
