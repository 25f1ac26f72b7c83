import type { Address, Hex } from '@network3/core/hex'
import { encodeFunctionData, hashTypedData } from 'viem'
import { describe, expect, test } from 'vitest'
import { leaseMarketAbi } from './abi/lease-market.ts'
import { n3TokenAbi } from './abi/n3-token.ts'
import { type AgreedRent, checkRentCall } from './check-rent-call.ts'
import { encodeOrders, type OpenOrder, offerTypedData } from './lease-typed-data.ts'

const account = (digit: string): Address => `0x${digit.repeat(40)}`
const chain = { chainId: 31337, contracts: { n3Token: account('1'), leaseMarket: account('2') } }
const voucherSigner = account('5')
const order: OpenOrder = {
  offer: {
    ...{ operator: account('3'), kind: 0, specHash: `0x${'00'.repeat(32)}`, pricePerUnit: 7n, slots: 4 },
    ...{ minUnits: 10n, maxUnits: 1_000n, maxDuration: 3_600, validUntil: 1_900_000_000n, nonce: 1n },
  },
  ...{ signature: '0x1234', slots: 2, units: 60n, maxPricePerUnit: 7n, voucherSigner },
}
const agreed: AgreedRent = {
  ...{ voucherSigner, totalWei: 420n },
  leases: [
    {
      offerId: hashTypedData(offerTypedData(31337, account('2'), order.offer)),
      ...{ slots: 2, units: 60n, pricePerUnitWei: 7n },
    },
  ],
}

function prepare(orders: OpenOrder[], { to = account('2'), value = 420n } = {}) {
  const args = [to, value, encodeOrders(orders)] as const
  const data = encodeFunctionData({ abi: n3TokenAbi, functionName: 'transferAndCall', args })
  return { to: account('1'), data, valueWei: '0' }
}

test('a call that does what was agreed is passed on', () => {
  expect(checkRentCall(chain, prepare([order]), agreed)).toEqual([account('2'), 420n, encodeOrders([order])])
})

describe('a site that was taken over cannot have the wallet sign', () => {
  const refused = (call: { to: string; data: Hex; valueWei: string }) =>
    expect(() => checkRentCall(chain, call, agreed)).toThrow(
      expect.objectContaining({ code: 'RENT_CALL_DIFFERS' }),
    )

  test('a payment to somebody else', () => refused(prepare([order], { to: account('9') })))
  test('another total', () => refused(prepare([order], { value: 421n })))
  test('another contract, or ETH', () => {
    refused({ ...prepare([order]), to: account('9') })
    refused({ ...prepare([order]), valueWei: '1' })
  })
  test('another session key', () => refused(prepare([{ ...order, voucherSigner: account('9') }])))
  test('other slots, units or a higher price', () => {
    refused(prepare([{ ...order, slots: 1 }]))
    refused(prepare([{ ...order, units: 59n }]))
    refused(prepare([{ ...order, maxPricePerUnit: 8n }]))
  })
  test('an offer that was not shown, or one offer twice', () => {
    refused(prepare([{ ...order, offer: { ...order.offer, operator: account('9') } }]))
    refused(prepare([order, order]))
    refused(prepare([]))
  })
  test('an approval instead', () => {
    const args = [account('2'), 420n] as const
    refused({
      ...prepare([order]),
      data: encodeFunctionData({ abi: n3TokenAbi, functionName: 'approve', args }),
    })
    const many = encodeFunctionData({ abi: leaseMarketAbi, functionName: 'openMany', args: [[order]] })
    refused({ ...prepare([order]), data: many })
  })
  test('bytes after the arguments, or none at all', () => {
    refused({ ...prepare([order]), data: `${prepare([order]).data}00` })
    refused({ ...prepare([order]), data: '0x' })
  })
})
