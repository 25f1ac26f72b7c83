import type { ContractEvent } from '@network3/chain/decode/decode-log'
import type { DeviceStatus } from '@network3/core/device-state'
import type { Address, Hex } from '@network3/core/hex'
import { zeroAddress } from 'viem'

export type BookedBatch = {
  batchId: number
  unitPriceWei: bigint
  supply: number
  sold: number
  capPerWallet: number
  opensAt: bigint
  closesAt: bigint
}

export type BookedDevice = {
  tokenId: bigint
  batchId: number
  buyer: Address
  owner: Address
  status: DeviceStatus
  unitPriceWei: bigint
  /** Seconds. */
  orderedAt: bigint
  keyCommitment: Hex | undefined
  node: Address | undefined
  /** How often it was activated, which is the nonce of its next activation. */
  activations: bigint
}

/** The store as its events tell it. Addresses are lower case. */
export type DeviceBook = {
  batches: Map<number, BookedBatch>
  devices: Map<bigint, BookedDevice>
  /** `batch/wallet` of everyone who ever bought. */
  everBought: Set<string>
  heldWei: bigint
  proceedsWei: bigint
}

export function createDeviceBook(): DeviceBook {
  return { batches: new Map(), devices: new Map(), everBought: new Set(), heldWei: 0n, proceedsWei: 0n }
}

type SaleEvent = Extract<ContractEvent, { contract: 'device-sale' }>
type TokenEvent = Extract<ContractEvent, { contract: 'edge-device' }>

export function enterSaleEvent(book: DeviceBook, event: SaleEvent, at: bigint): void {
  switch (event.name) {
    case 'BatchSet': {
      const { unitPrice, ...terms } = event.args
      book.batches.set(terms.batchId, { ...terms, unitPriceWei: unitPrice })
      return
    }
    case 'Bought': {
      const { batchId, buyer, quantity, unitPrice, firstTokenId, sold, held } = event.args
      book.heldWei = held
      book.everBought.add(`${batchId}/${buyer}`)
      changeBatch(book, batchId, sold)
      for (let tokenId = firstTokenId; tokenId < firstTokenId + BigInt(quantity); tokenId++) {
        book.devices.set(tokenId, {
          ...{ tokenId, batchId, buyer, owner: buyer, status: 'ordered', unitPriceWei: unitPrice },
          ...{ orderedAt: at, keyCommitment: undefined, node: undefined, activations: 0n },
        })
      }
      return
    }
    case 'Refunded': {
      const { tokenId, sold, held } = event.args
      book.heldWei = held
      changeBatch(book, book.devices.get(tokenId)?.batchId ?? 0, sold)
      changeDevice(book, tokenId, { status: 'refunded' })
      return
    }
    case 'Shipped': {
      const { tokenId, keyCommitment, held, proceeds } = event.args
      book.heldWei = held
      book.proceedsWei = proceeds
      changeDevice(book, tokenId, { status: 'shipped', keyCommitment })
      return
    }
    case 'ProceedsWithdrawn':
      book.proceedsWei -= event.args.amount
  }
}

export function enterTokenEvent(book: DeviceBook, event: TokenEvent): void {
  switch (event.name) {
    case 'Transfer':
      // Purchase and refund are told by the sale, whose event comes after the minting and the burning.
      if (event.args.from === zeroAddress || event.args.to === zeroAddress) return
      changeDevice(book, event.args.tokenId, { owner: event.args.to })
      return
    case 'DeviceKeyCommitted':
      changeDevice(book, event.args.tokenId, { keyCommitment: event.args.keyCommitment })
      return
    case 'DeviceActivated': {
      const { tokenId, node } = event.args
      const activations = (book.devices.get(tokenId)?.activations ?? 0n) + 1n
      changeDevice(book, tokenId, { status: 'activated', node, activations })
    }
  }
}

function changeBatch(book: DeviceBook, batchId: number, sold: number): void {
  const before = book.batches.get(batchId)
  if (before === undefined) throw new Error(`The chain sold of batch ${batchId} before it was made.`)
  book.batches.set(batchId, { ...before, sold })
}

function changeDevice(book: DeviceBook, tokenId: bigint, change: Partial<BookedDevice>): void {
  const before = book.devices.get(tokenId)
  if (before === undefined) throw new Error(`The chain changed device ${tokenId} before it was bought.`)
  book.devices.set(tokenId, { ...before, ...change })
}
