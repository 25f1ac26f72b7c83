import { localDevice, showActivationCode } from '@network3/chain/local-device'
import { LOCAL_ECONOMY_SPEC_HASH, localRichAccount } from '@network3/chain/local-economy'
import { countryToBytes2 } from '@network3/core/countries'
import { ONE_N3 } from '@network3/core/units'
import type { BookedBatch, BookedDevice } from '../book/device-book.ts'
import {
  activateDevice as activateCall,
  buyDevices as buyCall,
  callSale,
  createBatch,
  transferDevice,
} from '../chain/device-calls.ts'
import { chooseDetails, economyCountries } from '../setup/plan-economy.ts'
import type { Action, ActionView } from './action.ts'

/** Someone buys one or two devices of a batch on sale. The last ones are left for whoever looks at the pages. */
export const buyDevices: Action = async (view) => {
  const buyer = view.random.pick([...view.plan.delegators, ...view.plan.operators])
  const batch = view.random.pick(openBatches(view).filter(({ supply, sold }) => supply - sold > 3))
  if (buyer === undefined || batch === undefined) return undefined
  const quantity = 1 + view.random.below(2)
  if ((await view.balanceOf(buyer.address)) < batch.unitPriceWei * BigInt(quantity)) return undefined
  const { batchId, unitPriceWei } = batch
  return buyCall(view.deployment, buyer.account, { batchId, quantity, unitPriceWei })
}

/** An owner gives a device up before it ships. */
export const refundDevice: Action = async (view) => {
  const device = pickOwn(view, ({ status }) => status === 'ordered')
  if (device === undefined) return undefined
  return callSale(view.deployment, device.account, { functionName: 'refund', args: [device.tokenId] })
}

/** The device arrives, is turned on, and its owner sends the code it shows. */
export const activateDevice: Action = (view) =>
  activate(view, (device) => device.status === 'shipped' && device.keyCommitment === commitmentOf(device))

/** A device is reset: it makes its node a new key, and the node before is retired. */
export const resetDevice: Action = (view) => activate(view, ({ status }) => status === 'activated')

/** A device is sold on, in whatever state it is. */
export const sellDevice: Action = async (view) => {
  const device = pickOwn(view, ({ status }) => status !== 'refunded')
  const buyer = view.random.pick([...view.plan.delegators, ...view.plan.operators])
  if (device === undefined || buyer === undefined || buyer.address === device.owner) return undefined
  return transferDevice(view.deployment, device.account, buyer.address, device.tokenId)
}

const MONTH = 30n * 86_400n

/** The merchant opens another batch when the last one on sale runs low. */
export const openBatch: Action = async (view) => {
  if (openBatches(view).some(({ supply, sold }) => supply - sold > 10)) return undefined
  return createBatch(view.deployment, localRichAccount('merchant'), {
    unitPriceWei: BigInt(400 + view.random.below(5) * 25) * ONE_N3,
    ...{ supply: 200, capPerWallet: 10, opensAt: view.now, closesAt: view.now + 3n * MONTH },
  })
}

async function activate(view: ActionView, fits: (device: BookedDevice) => boolean) {
  const device = pickOwn(view, fits)
  if (device === undefined) return undefined
  const { deployment, random } = view
  const { tokenId, owner, activations } = device
  const { country, capabilities } = chooseDetails(random, random.pick(economyCountries) ?? 'DE')
  const code = await showActivationCode({
    ...{ deployment, tokenId, owner, nonce: activations },
    details: {
      capabilities,
      country: countryToBytes2(country),
      specHash: LOCAL_ECONOMY_SPEC_HASH,
      deadline: view.now + 3_600n,
    },
  })
  return activateCall(deployment, device.account, code)
}

function openBatches({ book, now }: ActionView): BookedBatch[] {
  return [...book.store.batches.values()].filter(({ opensAt, closesAt }) => opensAt <= now && now < closesAt)
}

function pickOwn(view: ActionView, fits: (device: BookedDevice) => boolean) {
  const device = view.random.pick(
    [...view.book.store.devices.values()].filter(
      (each) => fits(each) && view.accountOf(each.owner) !== undefined,
    ),
  )
  const account = device === undefined ? undefined : view.accountOf(device.owner)
  return device === undefined || account === undefined ? undefined : { ...device, account }
}

function commitmentOf({ tokenId }: BookedDevice): string {
  return localDevice(tokenId).keyCommitment
}
