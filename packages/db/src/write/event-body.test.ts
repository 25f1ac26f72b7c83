import { eventKindOf } from '@network3/core/event-kinds'
import type { Hex } from '@network3/core/hex'
import { packLog } from '@network3/core/packed-log'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type BodyColumns,
  bodyLimit,
  createRowBytes,
  decodeBody,
  type EventBody,
  encodeBody,
  writeAddresses,
} from './event-body.ts'

/** Written between other bytes of a buffer, as rows are. */
function encode(body: EventBody, of: BodyColumns): Buffer {
  const packed = packLog(body)
  const row = createRowBytes()
  writeAddresses(row, of)
  const target = Buffer.alloc(bodyLimit(packed) + 3)
  const end = encodeBody({ packed, amountWei: body.amountWei }, row, selector, target, 3)
  expect(end).toBeLessThanOrEqual(target.length)
  return target.subarray(3, end)
}

const hex = (minLength: number, maxLength = minLength) =>
  fc.uint8Array({ minLength, maxLength }).map((bytes): Hex => `0x${Buffer.from(bytes).toString('hex')}`)
const { selector } = eventKindOf('staking', 'Staked')
const addresses = fc.sample(hex(20), { numRuns: 3, seed: 2 })
/** Words as logs have them, and the ones at every edge: empty, full, aligned to either side, repeated from a column. */
const word = (amount: bigint) =>
  fc.oneof(
    hex(32),
    hex(0, 32).map((bytes): Hex => `0x${bytes.slice(2).padStart(64, '0')}`),
    hex(0, 32).map((bytes): Hex => `0x${bytes.slice(2).padEnd(64, '0')}`),
    fc
      .constantFrom(...addresses, '0x0000000000000000000000000000000000000001' as Hex)
      .map((address): Hex => `0x${address.slice(2).padStart(64, '0')}`),
    // Ends as a known address does, but is not one.
    hex(12).map((bytes): Hex => `${bytes}${addresses[0]?.slice(2)}`),
    fc.constant<Hex>(`0x${amount.toString(16).padStart(64, '0')}`),
  )

const event = fc.option(fc.bigInt(0n, 2n ** 256n - 1n)).chain((amountWei) =>
  fc.record({
    amountWei: fc.constant(amountWei),
    topics: fc
      .array(word(amountWei ?? 7n), { maxLength: 4 })
      .chain((topics) => fc.constantFrom(topics, [selector, ...topics.slice(1)])),
    data: fc
      .tuple(fc.array(word(amountWei ?? 7n), { maxLength: 12 }), hex(0, 31))
      .map(([words, tail]): Hex => `0x${[...words, tail].map((part) => part.slice(2)).join('')}`),
  }),
)
const columns = fc.record({
  operator: fc.option(fc.constantFrom(...addresses)),
  account: fc.option(fc.constantFrom(...addresses)),
  node: fc.option(fc.constantFrom(...addresses, '0x0000000000000000000000000000000000000001' as Hex)),
})

it('gives back topics, data and amount of any log, byte for byte, and fits where it said it would', () => {
  fc.assert(
    fc.property(event, columns, (body, of) => {
      expect(decodeBody(encode(body, of), of, selector)).toEqual(body)
    }),
    { numRuns: 3_000 },
  )
})

it('keeps a stake of 356 bytes in less than a fifth', () => {
  const [operator = '0x', account = '0x'] = addresses
  const pad = (address: Hex): Hex => `0x${address.slice(2).padStart(64, '0')}`
  const amountWei = 123_456_789n * 10n ** 10n
  const numbers = [amountWei, amountWei * 1_000n, amountWei * 9_000n]
  const data: Hex = `0x${numbers.map((value) => value.toString(16).padStart(64, '0')).join('')}`
  const body = { topics: [selector, pad(operator), pad(account)], data, amountWei }
  expect(encode(body, { operator, account, node: null }).length).toBeLessThan(48)
})
