import type { Economy } from './economy.ts'
import type { EventDraft } from './encode-draft.ts'
import { addressOf } from './profile.ts'

const PRICE = 10n ** 17n
const SUPPLY = 4_000_000_000
const ZERO = `0x${'0'.repeat(40)}`

/** The terms of the one batch there is. */
export function setBatch(): EventDraft[] {
  const terms = {
    unitPrice: PRICE,
    supply: SUPPLY,
    capPerWallet: SUPPLY,
    opensAt: 1,
    closesAt: 4_000_000_000,
  }
  return [['device-sale', 'BatchSet', { batchId: 1, ...terms, sold: 0 }]]
}

/** One device is ordered and paid. Orders and tokens count together. */
export function buyDevice({ store, operator }: Economy): EventDraft[] {
  const buyer = operator()
  store.buyers.push(buyer)
  const orderId = store.buyers.length
  store.sold += 1
  store.held += PRICE
  const order = { orderId, batchId: 1, buyer, quantity: 1, unitPrice: PRICE }
  const after = { firstTokenId: orderId, sold: store.sold, boughtByWallet: 1, held: store.held }
  return [
    ['edge-device', 'Transfer', { from: ZERO, to: buyer, tokenId: orderId }],
    ['device-sale', 'Bought', { ...order, ...after }],
  ]
}

/** The oldest order is shipped; where none is open, one is placed. */
export function shipDevice(economy: Economy): EventDraft[] {
  const { store } = economy
  const owner = store.buyers[store.shipped]
  if (owner === undefined) return buyDevice(economy)
  store.shipped += 1
  store.held -= PRICE
  store.proceeds += PRICE
  const tokenId = store.shipped
  const keyCommitment = `0x${addressOf(5, tokenId).slice(2)}${'a'.repeat(24)}`
  const shipping = { tokenId, orderId: tokenId, owner, keyCommitment, amount: PRICE }
  return [
    ['edge-device', 'DeviceKeyCommitted', { tokenId, keyCommitment }],
    ['device-sale', 'Shipped', { ...shipping, held: store.held, proceeds: store.proceeds }],
  ]
}
