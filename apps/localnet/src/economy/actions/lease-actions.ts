import type { OpenOrder } from '@network3/chain/lease-typed-data'
import { localAccount } from '@network3/chain/local-economy'
import type { LocalAccount } from 'viem'
import {
  approveMarket,
  callMarket,
  openByAllowance,
  openByAuthorisation,
  openByPermit,
  openByTransfer,
  priceOf,
} from '../chain/lease-calls.ts'
import type { Call } from '../chain/send-calls.ts'
import { type LocalOffer, leftOf, offersOf, signOffer } from '../leases/lease-offers.ts'
import type { Action, ActionView } from './action.ts'

/** Leases that run at one time: enough to see every state, few enough to be looked after. */
const MOST_LEASES = 12

/** One session key per renter: its vouchers count, and its wallet is not asked for each. */
export function sessionKeyOf(delegatorIndex: number): LocalAccount {
  return localAccount('session', delegatorIndex)
}

/** A delegator rents from one operator, or a basket from several, through one of the market's doors. */
export const openLease: Action = async (view) => {
  if (view.book.leases.leases.size >= MOST_LEASES) return undefined
  const index = view.random.below(view.plan.delegators.length)
  const renter = view.plan.delegators[index]
  if (renter === undefined) return undefined
  const orders = await chooseOrders(view, sessionKeyOf(index))
  if (orders.length === 0 || (await view.balanceOf(renter.address)) < priceOf(orders)) return undefined
  return openBy(view, renter.account, orders)
}

/** An operator changes its mind: the next edition of its offers takes over. */
export const cancelOffer: Action = async (view) => {
  const operator = view.random.pick(view.plan.operators)
  const [current] = operator === undefined ? [] : offersOf(view.deployment, view.book, operator)
  if (operator === undefined || current === undefined) return undefined
  const { nonce } = current.offer
  return view.random.below(3) === 0
    ? callMarket(view.deployment, operator.account, { functionName: 'cancelOffersBelow', args: [nonce + 1n] })
    : callMarket(view.deployment, operator.account, { functionName: 'cancelOffer', args: [nonce] })
}

async function openBy(view: ActionView, renter: LocalAccount, orders: OpenOrder[]): Promise<Call> {
  const { deployment } = view
  switch (view.random.below(4)) {
    case 0:
      return openByTransfer(deployment, renter, orders)
    case 1:
      return openByPermit(deployment, renter, orders, await view.leaseReads.permitNonceOf(renter.address))
    case 2: {
      const sponsor = view.random.pick(view.plan.operators)?.account ?? renter
      const sequence = await view.leaseReads.sequenceOf(renter.address, orders)
      return openByAuthorisation(deployment, sponsor, renter, orders, sequence)
    }
    default: {
      const price = priceOf(orders)
      // Two prompts: the allowance now, for a few leases, and the lease when the turn comes again.
      return (await view.leaseReads.allowanceOf(renter.address)) < price
        ? approveMarket(deployment, renter, 10n * price)
        : openByAllowance(deployment, renter, orders)
    }
  }
}

async function chooseOrders(view: ActionView, session: LocalAccount): Promise<OpenOrder[]> {
  const { random } = view
  const count = random.below(5) === 0 ? 2 + random.below(2) : 1
  const chosen = new Map<string, LocalOffer>()
  for (let draw = 0; draw < 4 * count && chosen.size < count; draw++) {
    const operator = random.pick(view.plan.operators)
    const offer = operator && random.pick(offersOf(view.deployment, view.book, operator))
    if (offer !== undefined && leftOf(view.book, offer).slots > 0) chosen.set(offer.id, offer)
  }
  return Promise.all([...chosen.values()].map((offer) => orderOf(view, offer, session)))
}

/** From the least to twenty times that, as far as there is. */
async function orderOf(view: ActionView, offer: LocalOffer, session: LocalAccount): Promise<OpenOrder> {
  const left = leftOf(view.book, offer)
  const slots = left.slots > 1 && left.units >= 2n * offer.offer.minUnits ? 1 + view.random.below(2) : 1
  const wanted = offer.offer.minUnits * BigInt(slots) * BigInt(1 + view.random.below(20))
  return {
    ...{ offer: offer.offer, signature: await signOffer(view.deployment, offer), slots },
    units: wanted < left.units ? wanted : left.units,
    ...{ maxPricePerUnit: offer.offer.pricePerUnit, voucherSigner: session.address },
  }
}
