import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import type { ChainConfig } from '../../config/chain-config.ts'
import { type SendStage, sendCall } from './send-call.ts'

type OfLease = { leaseId: bigint; onStage: (stage: SendStage) => void }

function ofLease(functionName: 'close' | 'finalize' | 'contestUsage' | 'settleUsage', title: string) {
  return (config: ChainConfig, { leaseId, onStage }: OfLease) =>
    sendCall({
      ...{ to: config.contracts.leaseMarket, abi: leaseMarketAbi, functionName, args: [leaseId], onStage },
      title: `${title} ${leaseId}`,
    })
}

/** By the renter: starts the thaw. By the operator: closes at once. */
export const closeLease = ofLease('close', 'Close lease')
/** Pays what is due and gives the rest back, after the thaw or the grace period. Anyone. */
export const finalizeLease = ofLease('finalize', 'Finalize lease')
/** Disputes usage the attestors lodged. Only the renter. */
export const contestUsage = ofLease('contestUsage', 'Contest the measured usage of lease')
/** Settles lodged usage after its window. Anyone. */
export const settleUsage = ofLease('settleUsage', 'Settle the measured usage of lease')
