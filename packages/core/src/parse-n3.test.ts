import { describe, expect, it } from 'vitest'
import { isAppError } from './app-error.ts'
import { parseN3 } from './parse-n3.ts'
import { ONE_N3 } from './units.ts'

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
