import type { ContractEvent } from '@network3/chain/decode/decode-log'
import type { Address } from '@network3/core/hex'
import { zeroAddress } from 'viem'
import type { ChainLog } from './chain-log.ts'

/** What the logs of the store mention, and what only logs can tell. */
export type DeviceLogFacts = {
  batches: Set<number>
  orders: Set<bigint>
  /** reason: of its last change of status. paidBack: who was, of a refunded device, whose token has no owner. */
  devices: Map<bigint, { reason: string; steps: number; paidBack: Address | undefined }>
  withdrawn: bigint
}

/** Folds every log once, in the order of the chain. */
export function foldDeviceLogs(logs: readonly ChainLog[]): DeviceLogFacts {
  const facts: DeviceLogFacts = { batches: new Set(), orders: new Set(), devices: new Map(), withdrawn: 0n }
  for (const { event } of logs) {
    if (event?.contract === 'device-sale') foldSale(facts, event)
    if (event?.contract === 'edge-device') foldToken(facts, event)
  }
  return facts
}

function foldSale(facts: DeviceLogFacts, event: Extract<ContractEvent, { contract: 'device-sale' }>): void {
  switch (event.name) {
    case 'BatchSet':
      facts.batches.add(event.args.batchId)
      return
    case 'Bought': {
      const { orderId, firstTokenId, quantity } = event.args
      facts.orders.add(orderId)
      for (let index = 0n; index < BigInt(quantity); index++) {
        facts.devices.set(firstTokenId + index, { reason: 'DEVICE_PAID', steps: 1, paidBack: undefined })
      }
      return
    }
    case 'Refunded': {
      const device = step(facts, event.args.tokenId, refundReasons[event.args.reason])
      if (device !== undefined) device.paidBack = event.args.owner
      return
    }
    case 'Shipped': {
      // The key was committed just before, which is the same step.
      const device = facts.devices.get(event.args.tokenId)
      if (device !== undefined) device.reason = 'DEVICE_SHIPPED'
      return
    }
    case 'ProceedsWithdrawn':
      facts.withdrawn += event.args.amount
  }
}

function foldToken(facts: DeviceLogFacts, event: Extract<ContractEvent, { contract: 'edge-device' }>): void {
  switch (event.name) {
    case 'DeviceKeyCommitted':
      step(facts, event.args.tokenId, 'DEVICE_KEY_CORRECTED')
      return
    case 'DeviceActivated': {
      const isFirst = event.args.previousNode === zeroAddress
      step(facts, event.args.tokenId, isFirst ? 'DEVICE_ACTIVATED' : 'DEVICE_REACTIVATED')
      return
    }
    case 'Transfer': {
      const { from, to, tokenId } = event.args
      if (from !== zeroAddress && to !== zeroAddress) step(facts, tokenId, undefined)
    }
  }
}

/** IDeviceSale.RefundReason. */
const refundReasons: readonly (string | undefined)[] = [
  undefined,
  'DEVICE_REFUND_REQUESTED',
  'DEVICE_SELLER_CANCELLED',
]

function step(facts: DeviceLogFacts, tokenId: bigint, reason: string | undefined) {
  const device = facts.devices.get(tokenId)
  if (device === undefined) return undefined
  device.steps += 1
  device.reason = reason ?? device.reason
  return device
}
