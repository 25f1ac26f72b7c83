import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ActivationCode,
  activationCan,
  decodeActivationCode,
  encodeActivationCode,
} from './activation-code.ts'
import type { Hex } from './hex.ts'

const bytes = (size: number) =>
  fc
    .uint8Array({ minLength: size, maxLength: size })
    .map((value): Hex => `0x${Buffer.from(value).toString('hex')}`)
const codes: fc.Arbitrary<ActivationCode> = fc.record({
  tokenId: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  node: bytes(20),
  salt: bytes(32),
  details: fc.record({
    capabilities: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    country: bytes(2),
    specHash: bytes(32),
    deadline: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  }),
  deviceSignature: bytes(65),
  nodeSignature: bytes(65),
})
const node = `0x${'ab'.repeat(20)}` as const
const owner = `0x${'11'.repeat(20)}` as const
const code: ActivationCode = {
  tokenId: 7n,
  node,
  salt: `0x${'01'.repeat(32)}`,
  details: { capabilities: 3, country: '0x4445', specHash: `0x${'02'.repeat(32)}`, deadline: 1_800_000_000n },
  deviceSignature: `0x${'03'.repeat(65)}`,
  nodeSignature: `0x${'04'.repeat(65)}`,
}

describe('decodeActivationCode', () => {
  it('gives back whatever was encoded, also with white space anywhere in it', () => {
    fc.assert(
      fc.property(codes, fc.nat(324), (value, at) => {
        const text = encodeActivationCode(value)
        expect(text).toMatch(/^N3A1\.[A-Za-z0-9_-]{320}$/)
        expect(decodeActivationCode(text)).toEqual(value)
        expect(decodeActivationCode(` ${text.slice(0, at)}\n${text.slice(at)}\t`)).toEqual(value)
      }),
    )
  })

  it('notices every single wrong character, and two swapped ones', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    fc.assert(
      fc.property(codes, fc.integer({ min: 5, max: 323 }), fc.nat(63), (value, at, letter) => {
        const text = encodeActivationCode(value)
        const wrong = text.slice(0, at) + alphabet.charAt(letter) + text.slice(at + 1)
        const swapped = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2)
        for (const other of [wrong, swapped]) {
          if (other === text) continue
          expect(() => decodeActivationCode(other)).toThrow(
            expect.objectContaining({ code: 'ACTIVATION_CODE_CHECKSUM' }),
          )
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('throws one of its three errors for any other text', () => {
    const almost = fc
      .tuple(
        fc.constantFrom('', 'N3A1.', 'N3A2.', 'n3a1.'),
        fc.string({ maxLength: 400, unit: 'binary-ascii' }),
      )
      .map(([prefix, rest]) => prefix + rest)
    fc.assert(
      fc.property(almost, (text) => {
        expect(() => decodeActivationCode(text)).toThrow(
          expect.objectContaining({ code: expect.stringMatching(/^ACTIVATION_CODE_/) }),
        )
      }),
    )
  })

  it('says which of the three it is', () => {
    const text = encodeActivationCode(code)
    const codeOf = (input: string) => {
      try {
        decodeActivationCode(input)
      } catch (error) {
        return Reflect.get(Object(error), 'code')
      }
    }
    expect(codeOf('')).toBe('ACTIVATION_CODE_MALFORMED')
    expect(codeOf(text.slice(0, -1))).toBe('ACTIVATION_CODE_MALFORMED')
    expect(codeOf(`${text}A`)).toBe('ACTIVATION_CODE_MALFORMED')
    expect(codeOf(text.replace('.', '.=').slice(0, -1))).toBe('ACTIVATION_CODE_MALFORMED')
    expect(codeOf(text.replace('N3A1', 'N3A2'))).toBe('ACTIVATION_CODE_VERSION')
    expect(codeOf(`N3A1.${text.charAt(5) === 'A' ? 'B' : 'A'}${text.slice(6)}`)).toBe(
      'ACTIVATION_CODE_CHECKSUM',
    )
  })
})

it('the text of a code is fixed: devices in the field cannot be asked again', () => {
  const text = encodeActivationCode(code)
  expect(text.slice(0, 45)).toBe('N3A1.AAAAAAAAAAerq6urq6urq6urq6urq6urq6urqwEB')
  // The checksum: four bytes of keccak256 over `N3A1.` and the 236 bytes before.
  expect(text.slice(-8)).toBe('BAQ5FTU2')
})

it('encodeActivationCode refuses fields that do not fit', () => {
  for (const wrong of [
    { ...code, tokenId: 2n ** 64n },
    { ...code, tokenId: -1n },
    { ...code, salt: '0x01' as const },
    { ...code, deviceSignature: `0x${'03'.repeat(64)}` as const },
    { ...code, details: { ...code.details, capabilities: 2 ** 32 } },
  ]) {
    expect(() => encodeActivationCode(wrong)).toThrow(
      expect.objectContaining({ code: 'ACTIVATION_CODE_MALFORMED' }),
    )
  }
})

describe('activationCan', () => {
  const device = { tokenId: 7n, status: 'shipped' as const, owner, node: null }
  const deadline = new Date(1_800_000_000_000)

  it('lets the owner activate a shipped device up to the deadline, inclusive', () => {
    expect(activationCan(code, device, owner, deadline)).toBe(true)
    expect(activationCan(code, device, owner, new Date(deadline.getTime() + 1_000))).toBe(
      'ACTIVATION_CODE_EXPIRED',
    )
  })

  it('says why not', () => {
    expect(activationCan(code, { ...device, tokenId: 8n }, owner, deadline)).toBe(
      'ACTIVATION_CODE_OTHER_DEVICE',
    )
    expect(activationCan(code, device, node, deadline)).toBe('DEVICE_NOT_YOURS')
    expect(activationCan(code, { ...device, status: 'ordered' }, owner, deadline)).toBe('DEVICE_NOT_SHIPPED')
    const running = {
      ...device,
      status: 'activated' as const,
      node: '0xABABABABABABABABABABABABABABABABABABABAB' as const,
    }
    expect(activationCan(code, running, owner, deadline)).toBe('ACTIVATION_SAME_NODE')
    expect(activationCan(code, { ...running, node: owner }, owner, deadline)).toBe(true)
  })
})
