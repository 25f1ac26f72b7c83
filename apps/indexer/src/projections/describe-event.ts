import type { ContractEvent } from '@network3/chain/decode/decode-log'
import type { Address } from '@network3/core/hex'
import { zeroAddress } from 'viem'
import { describeDevice } from './describe-device.ts'

/** What lists filter an event by, and its main amount in wei. */
export type EventSubject = {
  operator: Address | null
  /** Whoever acted or is concerned, where that is not the operator itself by definition. */
  account: Address | null
  node: Address | null
  amountWei: bigint | null
}

const nothing: EventSubject = { operator: null, account: null, node: null, amountWei: null }

/** Whom and how much an event is about. Undefined stands for an event the ABI does not have. */
export function describeEvent(event: ContractEvent | undefined): EventSubject {
  switch (event?.contract) {
    case 'n3-token':
      return describeToken(event)
    case 'node-registry':
      return describeRegistry(event)
    case 'staking':
      return describeStaking(event)
    case 'rewards':
      return describeRewards(event)
    case 'device-sale':
    case 'edge-device':
      return describeDevice(event)
    case 'lease-market':
      return describeLease(event)
    case 'key-directory':
      return event.name === 'KeyRevoked' ? { ...nothing, account: event.args.revokedBy } : nothing
    case 'access-manager':
      return event.name === 'RoleGranted' || event.name === 'RoleRevoked'
        ? { ...nothing, account: event.args.account }
        : nothing
    default:
      return nothing
  }
}

function describeToken(event: Extract<ContractEvent, { contract: 'n3-token' }>): EventSubject {
  switch (event.name) {
    case 'Transfer': {
      const { from, to, value } = event.args
      return { ...nothing, account: from === zeroAddress ? to : from, amountWei: value }
    }
    case 'Approval':
      return { ...nothing, account: event.args.owner, amountWei: event.args.value }
    default:
      return nothing
  }
}

function describeRegistry(event: Extract<ContractEvent, { contract: 'node-registry' }>): EventSubject {
  switch (event.name) {
    case 'NodeRegistered':
    case 'NodeUpdated':
    case 'NodeRetired':
      return { ...nothing, operator: event.args.operator, node: event.args.node }
    case 'NodeTransferred':
      return { ...nothing, operator: event.args.to, account: event.args.from, node: event.args.node }
    default:
      return nothing
  }
}

function describeStaking(event: Extract<ContractEvent, { contract: 'staking' }>): EventSubject {
  switch (event.name) {
    case 'Staked':
    case 'UnstakeRequested':
    case 'UnstakeCancelled':
    case 'Withdrawn':
      return {
        ...nothing,
        operator: event.args.operator,
        account: event.args.staker,
        amountWei: event.args.assets,
      }
    case 'PoolUpdated':
      return { ...nothing, operator: event.args.operator, amountWei: event.args.activeAssets }
    case 'RewardsAdded':
      return { ...nothing, operator: event.args.operator, amountWei: event.args.assets }
    case 'Slashed':
      return {
        ...nothing,
        operator: event.args.operator,
        amountWei: event.args.activeSlashed + event.args.thawingSlashed,
      }
    case 'CommissionScheduled':
    case 'CommissionSet':
      return { ...nothing, operator: event.args.operator }
    default:
      return nothing
  }
}

function describeRewards(event: Extract<ContractEvent, { contract: 'rewards' }>): EventSubject {
  switch (event.name) {
    case 'RootPosted':
      return { ...nothing, amountWei: event.args.cumulativeTotal }
    case 'Claimed':
      return { ...nothing, operator: event.args.operator, amountWei: event.args.amount }
    default:
      return nothing
  }
}

/** Whoever withdraws an offer is only an account: it may never have had a pool or a node. */
function describeLease(event: Extract<ContractEvent, { contract: 'lease-market' }>): EventSubject {
  switch (event.name) {
    case 'LeaseOpened': {
      const { operator, units, pricePerUnit } = event.args.lease
      return { ...nothing, operator, account: event.args.renter, amountWei: units * pricePerUnit }
    }
    case 'Redeemed':
      return { ...nothing, operator: event.args.operator, amountWei: event.args.paid }
    case 'LeaseClosing':
    case 'UsageContested':
      return { ...nothing, account: event.args.renter }
    case 'LeaseClosed':
    case 'UsageSettled':
      return { ...nothing, amountWei: event.args.refunded }
    case 'OfferCancelled':
    case 'OffersCancelledBelow':
      return { ...nothing, account: event.args.operator }
    default:
      return nothing
  }
}
