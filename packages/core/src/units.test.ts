import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAppError } from './app-error.ts'
import { formatBps, formatWei, formatWeiCompact, ONE_N3, parseN3 } from './units.ts'

const amounts = fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }).filter((wei) => wei < 10n ** 78n)
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

describe('formatWeiCompact', () => {
  it.each([
    [0n, '0'],
    [1n, '<0.0001'],
    [ONE_N3 / 10_000n, '0.0001'],
    [123_456_789n * 10n ** 9n, '0.1234'],
    [ONE_N3 * 12n + ONE_N3 / 3n, '12.33'],
    [999n * ONE_N3 + 999n * 10n ** 15n, '999.99'],
    [1_000n * ONE_N3, '1K'],
    [1_234_567n * ONE_N3, '1.23M'],
    [600_000_000n * ONE_N3, '600M'],
    [1_000_000_000n * ONE_N3, '1B'],
    [-1_500n * ONE_N3, '-1.5K'],
  ])('shows %s wei as %s', (wei, text) => expect(formatWeiCompact(wei)).toBe(text))

  it('never shows more than there is', () => {
    const factors: Record<string, bigint> = { K: 1_000n, M: 1_000_000n, B: 1_000_000_000n }
    fc.assert(
      fc.property(amounts, (wei) => {
        const text = formatWeiCompact(wei)
        if (text.startsWith('<')) return
        const suffix = text.at(-1) ?? ''
        const factor = factors[suffix] ?? 1n
        const number = factor === 1n ? text : text.slice(0, -1)
        expect(parseN3(number) * factor <= wei).toBe(true)
      }),
    )
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

describe('parseN3', () => {
  it.each([
    ['1', ONE_N3],
    [' 1.5 ', (3n * ONE_N3) / 2n],
    ['.5', ONE_N3 / 2n],
    ['7.', 7n * ONE_N3],
    ['1,234,567.25', (123_456_725n * ONE_N3) / 100n],
    ['0.000000000000000001', 1n],
  ])('reads %j', (text, wei) => expect(parseN3(text)).toBe(wei))

  it.each([
    ['', 'Enter an amount.'],
    ['.', 'Enter a plain number, for example 12.5.'],
    ['-1', 'An amount cannot be negative.'],
    ['1,5', 'Use a point for decimals, for example 1.5.'],
    ['12,34', 'Use a point for decimals, for example 1.5.'],
    ['1e18', 'Enter a plain number, for example 12.5.'],
    ['0x10', 'Enter a plain number, for example 12.5.'],
    ['1.2.3', 'Enter a plain number, for example 12.5.'],
    ['٣', 'Enter a plain number, for example 12.5.'],
    ['0.0000000000000000001', 'An amount has at most 18 digits after the point.'],
    ['9'.repeat(61), 'This amount is larger than all N3 there can be.'],
  ])('refuses %j with a sentence', (text, sentence) => {
    let thrown: unknown
    try {
      parseN3(text)
    } catch (error) {
      thrown = error
    }
    expect(isAppError(thrown, 'AMOUNT_INVALID') && thrown.message).toBe(sentence)
  })
})
