import { localDevice } from '@network3/chain/local-device'
import { localRichAccount } from '@network3/chain/local-economy'
import { ONE_N3 } from '@network3/core/units'
import type { Logger } from '@network3/service/logger'
import { followEconomy } from '../book/chain-book.ts'
import type { BookedDevice, DeviceBook } from '../book/device-book.ts'
import { callSale, shipDevices } from '../chain/device-calls.ts'
import type { EconomyChain } from '../chain/economy-chain.ts'
import { type Call, sendCalls } from '../chain/send-calls.ts'
import type { EconomyPlan } from '../setup/plan-economy.ts'

/** Seconds until a device ships. */
const SHIP_AFTER = 20n
/** Devices in one transaction. */
const MOST_AT_ONCE = 20
/** Anyone may send what the treasury is owed; the fulfiller does once it is this much. */
const WITHDRAW_FROM_WEI = 4_000n * ONE_N3

/** One look at the orders, with what follows from it sent. */
export type Fulfiller = () => Promise<number>

/**
 * Ships what was ordered, whoever ordered it, with the key that localDevice plays. The economy's own orders wait
 * longer, so that some are refunded first; now and then one of them is cancelled, or ships with a wrong key that is
 * corrected at the next look. Gives how many transactions were sent.
 */
export function createFulfiller(chain: EconomyChain, plan: EconomyPlan, logger: Logger): Fulfiller {
  const books = followEconomy(chain)
  const account = localRichAccount('fulfiller')
  const own = new Set([...plan.operators, ...plan.delegators].map(({ address }) => address))
  return async () => {
    const head = await chain.client.getBlock()
    const { store } = await books.bookAt(head.number)
    const calls = planFulfilment(store, head.timestamp, (device) => own.has(device.buyer))
    const receipts = await sendCalls(
      chain,
      calls.map((call) => call(chain, account)),
    )
    const refused = receipts.filter(({ status }) => status !== 'success').length
    // A refund may come first: the next look no longer sees that device.
    if (refused > 0) logger.warn({ refused }, 'the store refused a fulfilment')
    return receipts.length
  }
}

type PlannedCall = (chain: EconomyChain, account: Call['account']) => Call

/** What a fulfiller does about the orders at `now` (seconds). Pure. */
function planFulfilment(
  store: DeviceBook,
  now: bigint,
  isOwn: (device: BookedDevice) => boolean,
): PlannedCall[] {
  const devices = [...store.devices.values()]
  const due = devices.filter(
    (device) =>
      device.status === 'ordered' &&
      now >= device.orderedAt + SHIP_AFTER + (isOwn(device) ? delayOf(device) : 0n),
  )
  const cancelled = due.filter((device) => isOwn(device) && device.tokenId % 25n === 13n)
  const shipped = due.filter((device) => !cancelled.includes(device)).slice(0, MOST_AT_ONCE)
  const corrected = devices.filter(
    (device) =>
      device.status === 'shipped' &&
      isOwn(device) &&
      device.keyCommitment !== localDevice(device.tokenId).keyCommitment,
  )
  const shipments = shipped.map((device) => ({
    tokenId: device.tokenId,
    keyCommitment: localDevice(isOwn(device) && isMislabelled(device) ? device.tokenId + 1n : device.tokenId)
      .keyCommitment,
  }))
  return [
    ...cancelled.map(
      ({ tokenId }): PlannedCall =>
        ({ deployment }, account) =>
          callSale(deployment, account, { functionName: 'cancel', args: [tokenId] }),
    ),
    ...(shipments.length === 0
      ? []
      : ([({ deployment }, account) => shipDevices(deployment, account, shipments)] satisfies PlannedCall[])),
    ...corrected.map(
      ({ tokenId }): PlannedCall =>
        ({ deployment }, account) =>
          callSale(deployment, account, {
            functionName: 'correctShipment',
            args: [tokenId, localDevice(tokenId).keyCommitment],
          }),
    ),
    ...(store.proceedsWei < WITHDRAW_FROM_WEI
      ? []
      : ([
          ({ deployment }, account) => callSale(deployment, account, { functionName: 'withdrawProceeds' }),
        ] satisfies PlannedCall[])),
  ]
}

/** Up to five minutes, the same for a device whoever asks. */
function delayOf({ tokenId }: BookedDevice): bigint {
  return (tokenId % 8n) * 40n
}

/** One in twenty leaves with the key of the box beside it. */
function isMislabelled({ tokenId }: BookedDevice): boolean {
  return tokenId % 20n === 7n
}
