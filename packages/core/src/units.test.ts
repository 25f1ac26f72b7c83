import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseN3 } from './parse-n3.ts'
import { formatBps, formatWei, ONE_N3 } from './units.ts'

const typedAmounts = fc.bigInt({ min: 0n, max: 10n ** 77n })

describe('formatWei', () => {
  it('loses no digit: parsing its text gives the same wei, grouped or not', () => {
    fc.assert(
      fc.property(typedAmounts, (wei) => {
        expect(parseN3(formatWei(wei))).toBe(wei)
        expect(parseN3(formatWei(wei, { group: true }))).toBe(wei)
      }),
    )
  })

  it('writes plain decimals without an exponent or trailing zeros', () => {
    expect(formatWei(0n)).toBe('0')
    expect(formatWei(1n)).toBe('0.000000000000000001')
    expect(formatWei(1_500_000_000_000_000_000n)).toBe('1.5')
    expect(formatWei(-1_234_567n * ONE_N3, { group: true })).toBe('-1,234,567')
  })
})

describe('formatBps', () => {
  it('shows hundredths of a percent exactly', () => {
    expect(formatBps(0n)).toBe('0%')
    expect(formatBps(1n)).toBe('0.01%')
    expect(formatBps(1_250n)).toBe('12.5%')
    expect(formatBps(123_456n)).toBe('1234.56%')
  })
})
