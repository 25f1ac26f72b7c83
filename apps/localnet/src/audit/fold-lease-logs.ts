import type { ContractEvent } from '@network3/chain/decode/decode-log'
import type { Address, Hex } from '@network3/core/hex'
import { claimOutcomes, offerKinds } from '@network3/core/lease-state'
import type { ChainLog } from './chain-log.ts'

/** What only the logs of a lease tell. */
export type LoggedLease = {
  kind: string
  specHash: Hex
  paid: bigint
  fee: bigint
  refunded: bigint
  claimOutcome: string
  settledUnits: bigint
  steps: number
}

export type LeaseLogFacts = {
  leases: Map<bigint, LoggedLease>
  /** Offers that had a lease, and whose they are. */
  offers: Map<Hex, { operator: Address; kind: string; specHash: Hex }>
  cancelled: { operator: Address; nonce: bigint }[]
  withFloor: Set<Address>
}

/** Folds every log once, in the order of the chain. */
export function foldLeaseLogs(logs: readonly ChainLog[]): LeaseLogFacts {
  const facts: LeaseLogFacts = { leases: new Map(), offers: new Map(), cancelled: [], withFloor: new Set() }
  for (const { event } of logs) if (event?.contract === 'lease-market') fold(facts, event)
  return facts
}

function fold(facts: LeaseLogFacts, event: Extract<ContractEvent, { contract: 'lease-market' }>): void {
  switch (event.name) {
    case 'LeaseOpened': {
      const { leaseId, offerId, lease, specHash } = event.args
      const kind = offerKinds[event.args.kind] ?? `kind ${event.args.kind}`
      facts.offers.set(offerId, { operator: lease.operator, kind, specHash })
      const nothing = { paid: 0n, fee: 0n, refunded: 0n, claimOutcome: '', settledUnits: 0n }
      facts.leases.set(leaseId, { kind, specHash, ...nothing, steps: 1 })
      return
    }
    case 'Redeemed': {
      const lease = step(facts, event.args.leaseId)
      lease.paid += event.args.paid
      lease.fee += event.args.fee
      return
    }
    case 'LeaseClosed':
      step(facts, event.args.leaseId).refunded += event.args.refunded
      return
    case 'UsageSettled': {
      const lease = step(facts, event.args.leaseId)
      lease.refunded += event.args.refunded
      lease.claimOutcome = claimOutcomes[event.args.outcome] ?? `outcome ${event.args.outcome}`
      lease.settledUnits = event.args.cumulativeUnits
      return
    }
    case 'LeaseClosing':
    case 'UsageLodged':
    case 'UsageContested':
      step(facts, event.args.leaseId)
      return
    case 'OfferCancelled':
      facts.cancelled.push(event.args)
      return
    case 'OffersCancelledBelow':
      facts.withFloor.add(event.args.operator)
  }
}

function step(facts: LeaseLogFacts, leaseId: bigint): LoggedLease {
  const lease = facts.leases.get(leaseId)
  if (lease === undefined) throw new Error(`The logs change lease ${leaseId} before it was opened.`)
  lease.steps += 1
  return lease
}
