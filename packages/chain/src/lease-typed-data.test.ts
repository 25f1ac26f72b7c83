import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Hex, keccak256 } from 'viem'
import { expect, test } from 'vitest'
import {
  encodeOrders,
  leaseMarketDomain,
  type OpenOrder,
  offerTypes,
  orderNonce,
  usageTypes,
  voucherTypes,
} from './lease-typed-data.ts'

const sourceOf = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../contracts/src', name), 'utf8')

const encodedType = (name: string, fields: readonly { name: string; type: string }[]) =>
  `${name}(${fields.map((field) => `${field.type} ${field.name}`).join(',')})`

const order: OpenOrder = {
  offer: {
    ...{
      operator: `0x${'11'.repeat(20)}`,
      kind: 1,
      specHash: `0x${'5e'.repeat(32)}`,
      pricePerUnit: 7n,
      slots: 2,
    },
    ...{ minUnits: 3n, maxUnits: 90n, maxDuration: 60, validUntil: 2n ** 40n, nonce: 1n },
  },
  ...{ signature: `0x${'ab'.repeat(65)}`, slots: 1, units: 9n, maxPricePerUnit: 7n },
  voucherSigner: `0x${'22'.repeat(20)}`,
}

test('the types are those whose hashes the contracts hold', () => {
  expect(sourceOf('libraries/OfferLib.sol')).toContain(`"${encodedType('Offer', offerTypes.Offer)}"`)
  expect(sourceOf('LeaseMarketState.sol')).toContain(`"${encodedType('Voucher', voucherTypes.Voucher)}"`)
  expect(sourceOf('LeaseMarketState.sol')).toContain(`"${encodedType('Usage', usageTypes.Usage)}"`)
})

test('the domain is the one the contract was made with', () => {
  const { name, version } = leaseMarketDomain(1, order.voucherSigner)
  expect(sourceOf('LeaseMarketState.sol')).toContain(`EIP712("${name}", "${version}")`)
})

test('an authorisation names the orders in its upper 192 bits and the sequence in its lower 64', () => {
  const digest = keccak256(encodeOrders([order]))
  expect(orderNonce([order], 5n)).toBe(`${digest.slice(0, 50)}${'5'.padStart(16, '0')}` as Hex)
  const dearer = { ...order, maxPricePerUnit: 8n }
  expect(orderNonce([dearer], 5n).slice(0, 50)).not.toBe(digest.slice(0, 50))
})
