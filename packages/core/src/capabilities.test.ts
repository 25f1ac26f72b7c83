import { expect, it } from 'vitest'
import { bitsOfCapabilities, capabilities, namesOfCapabilities } from './capabilities.ts'

it('names every set of bits and turns the names back into the same bits', () => {
  for (let bits = 0; bits < 2 ** capabilities.length; bits++) {
    expect(bitsOfCapabilities(namesOfCapabilities(bits))).toBe(bits)
  }
})

it('ignores bits that have no name yet', () => {
  expect(namesOfCapabilities(16 | 1)).toEqual(['compute'])
})
