import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checksumAddress, compareAddresses, lowerAddress, parseAddress, shortenAddress } from './address.ts'
import type { Address } from './hex.ts'

/** From EIP-55. */
const vectors = [
  '0x52908400098527886E0F7030069857D2E4169EE7',
  '0x8617E340B3D01FA5F11F306F4090FD50E238070D',
  '0xde709f2102306220921060314715629080e2fb77',
  '0x27b1fdb04752bbc536007a920d24acb045561c26',
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
  '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
  '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
]

const addresses = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((bytes) => `0x${bytes.toHex()}` as Address)

describe('checksumAddress', () => {
  it.each(vectors)('gives the capitals of EIP-55 for %s', (vector) => {
    expect(checksumAddress(vector.toLowerCase())).toBe(vector)
  })
})

describe('parseAddress', () => {
  it('reads a checksummed address back into its lower-case form', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        expect(parseAddress(checksumAddress(address))).toBe(address)
      }),
    )
  })

  it('refuses one wrong capital, which is how a mistyped digit shows', () => {
    expect(() => parseAddress('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed')).toThrow(/checksum/)
  })

  it.each(['', '0x', '0x12', 'vitalik.eth', `0x${'g'.repeat(40)}`, `0x${'1'.repeat(41)}`])(
    'refuses %j',
    (text) => {
      expect(() => parseAddress(text)).toThrow('An address is 0x followed by 40 hex digits.')
    },
  )
})

it('shortens to both ends of the checksummed form', () => {
  expect(shortenAddress('0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed')).toBe('0x5aAe…eAed')
})

it('orders addresses as numbers, whatever their capitals', () => {
  fc.assert(
    fc.property(addresses, addresses, (a, b) => {
      const expected = BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0
      expect(compareAddresses(checksumAddress(a), lowerAddress(b))).toBe(expected)
    }),
  )
})
