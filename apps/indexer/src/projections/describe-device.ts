import { zeroAddress } from 'viem'
import type { EventOf } from './changes.ts'
import type { EventSubject } from './describe-event.ts'

const nothing: EventSubject = { operator: null, account: null, node: null, amountWei: null }

/** Whom and how much an event of the store is about. Buyers are only accounts: they may never run a node. */
export function describeDevice(event: EventOf<'device-sale'> | EventOf<'edge-device'>): EventSubject {
  switch (event.name) {
    case 'BatchSet':
      return { ...nothing, amountWei: event.args.unitPrice }
    case 'Bought': {
      const { buyer, unitPrice, quantity } = event.args
      return { ...nothing, account: buyer, amountWei: unitPrice * BigInt(quantity) }
    }
    case 'Refunded':
    case 'Shipped':
      return { ...nothing, account: event.args.owner, amountWei: event.args.amount }
    case 'ProceedsWithdrawn':
      return { ...nothing, account: event.args.treasury, amountWei: event.args.amount }
    case 'Transfer': {
      const { from, to } = event.args
      return { ...nothing, account: from === zeroAddress ? to : from }
    }
    case 'DeviceActivated':
      return { ...nothing, operator: event.args.owner, node: event.args.node }
    case 'Approval':
    case 'ApprovalForAll':
      return { ...nothing, account: event.args.owner }
    default:
      return nothing
  }
}
