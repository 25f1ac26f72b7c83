import { AppError } from '@network3/core/app-error'
import { deviceStepReasons, refundReasonOf } from '@network3/core/device-state'
import type { DeviceEventRow } from '@network3/db/write/device-events'
import { zeroAddress } from 'viem'
import type { Changes, EventOf, EventPlace } from './changes.ts'

type Step = Omit<DeviceEventRow, 'blockNumber' | 'logIndex' | 'minedAt' | 'txHash'>

/** DeviceSale: terms, purchases, money; a device's own steps go into its history, which fold-device.ts tells. */
export function projectDeviceSale(changes: Changes, event: EventOf<'device-sale'>, place: EventPlace): void {
  const { sale } = changes
  switch (event.name) {
    case 'BatchSet':
      changes.batches.add(event.args.batchId)
      return
    case 'Bought':
      projectPurchase(changes, event.args, place)
      return
    case 'Refunded': {
      const { tokenId, owner, amount } = event.args
      sale.heldWei -= amount
      const reason = refundReasonOf(event.args.reason)
      if (reason === undefined) {
        throw new AppError('LOG_UNDECODABLE', `Device ${tokenId} was refunded for a reason unknown here.`)
      }
      addStep(changes, place, { ...stepOf(tokenId, 'refunded', reason), to: owner, amountWei: amount })
      return
    }
    case 'Shipped': {
      const { tokenId, owner, keyCommitment, amount } = event.args
      sale.heldWei -= amount
      sale.proceedsWei += amount
      dropTwin(changes, place, tokenId, keyCommitment)
      addStep(changes, place, {
        ...stepOf(tokenId, 'shipped', deviceStepReasons.shipped),
        ...{ to: owner, keyCommitment, amountWei: amount },
      })
      return
    }
    case 'ProceedsWithdrawn':
      sale.proceedsWei -= event.args.amount
      sale.withdrawnWei += event.args.amount
      return
    case 'Paused':
      sale.paused += 1
      return
    case 'Unpaused':
      sale.paused -= 1
  }
}

/** EdgeDevice: who holds a token, which key and which node are its own. Minting and burning are DeviceSale's steps. */
export function projectEdgeDevice(changes: Changes, event: EventOf<'edge-device'>, place: EventPlace): void {
  switch (event.name) {
    case 'Transfer': {
      const { from, to, tokenId } = event.args
      if (from === zeroAddress || to === zeroAddress) return
      addStep(changes, place, {
        ...stepOf(tokenId, 'transferred', deviceStepReasons.transferred),
        ...{ from, to },
      })
      return
    }
    case 'DeviceKeyCommitted': {
      const { tokenId, keyCommitment } = event.args
      if (findTwin(changes, place, tokenId, keyCommitment, 'shipped') !== undefined) return
      addStep(changes, place, {
        ...stepOf(tokenId, 'key-corrected', deviceStepReasons['key-corrected']),
        keyCommitment,
      })
      return
    }
    case 'DeviceActivated': {
      const { tokenId, owner, node, deviceKey, previousNode } = event.args
      const isFirst = previousNode === zeroAddress
      const kind = isFirst ? 'activated' : 'reactivated'
      addStep(changes, place, {
        ...stepOf(tokenId, kind, deviceStepReasons[kind]),
        ...{ to: owner, node, deviceKey, previousNode: isFirst ? null : previousNode },
      })
    }
  }
}

type Purchase = Extract<EventOf<'device-sale'>, { name: 'Bought' }>['args']

function projectPurchase(changes: Changes, purchase: Purchase, place: EventPlace): void {
  const { orderId, batchId, buyer, quantity, unitPrice, firstTokenId } = purchase
  changes.sale.heldWei += unitPrice * BigInt(quantity)
  changes.deviceOrders.push({
    ...{ id: orderId, buyer, batchId, quantity, firstTokenId, unitPriceWei: unitPrice },
    ...{ blockNumber: place.blockNumber, orderedAt: place.minedAt, txHash: place.txHash },
  })
  for (let index = 0; index < quantity; index++) {
    addStep(changes, place, {
      ...stepOf(firstTokenId + BigInt(index), 'ordered', deviceStepReasons.ordered),
      ...{ orderId, to: buyer, amountWei: unitPrice },
    })
  }
}

function stepOf(tokenId: bigint, kind: Step['kind'], reason: Step['reason']): Step {
  return {
    ...{ tokenId, kind, reason, orderId: null, from: null, to: null, amountWei: null, keyCommitment: null },
    ...{ deviceKey: null, node: null, previousNode: null },
  }
}

function addStep(changes: Changes, place: EventPlace, step: Step): void {
  const { blockNumber, logIndex, minedAt, txHash } = place
  changes.devices.add(step.tokenId)
  changes.deviceEvents.push({ ...step, blockNumber, logIndex, minedAt, txHash })
}

/**
 * Shipping tells the key twice in one transaction: DeviceSale.Shipped and EdgeDevice.DeviceKeyCommitted, in whichever
 * order. Only the first is a step; a commitment without its twin is a correction.
 */
function findTwin(
  changes: Changes,
  place: EventPlace,
  tokenId: bigint,
  keyCommitment: string,
  kind: 'shipped' | 'key-corrected',
): number | undefined {
  // The steps of one transaction stand together, at the end.
  for (let index = changes.deviceEvents.length - 1; index >= 0; index--) {
    const step = changes.deviceEvents[index]
    if (step === undefined || step.txHash !== place.txHash) return undefined
    if (step.kind === kind && step.tokenId === tokenId && step.keyCommitment === keyCommitment) return index
  }
  return undefined
}

function dropTwin(changes: Changes, place: EventPlace, tokenId: bigint, keyCommitment: string): void {
  const index = findTwin(changes, place, tokenId, keyCommitment, 'key-corrected')
  if (index !== undefined) changes.deviceEvents.splice(index, 1)
}
