import { describe, expect, test } from 'vitest'
import { readTerms, type TermTexts } from './read-terms.ts'

const texts: TermTexts = {
  ...{ kind: 'compute', price: '0.002', slots: '2', minUnits: '60' },
  ...{ maxUnits: '100,000', hours: '1.5', days: '30' },
}

describe('terms as they are typed', () => {
  test('become whole wei, units and seconds', () => {
    expect(readTerms(texts)).toEqual({
      problems: {},
      terms: {
        ...{ kind: 'compute', pricePerUnitWei: 2n * 10n ** 15n, slots: 2, minUnits: 60n, maxUnits: 100_000n },
        ...{ maxDurationSeconds: 5_400, validSeconds: 30 * 86_400 },
      },
    })
  })

  test('of which no lease could ever be opened are told before anything is signed', () => {
    expect(readTerms({ ...texts, minUnits: '200,000' }).problems.maxUnits).toContain('200000')
    expect(readTerms({ ...texts, slots: '0' }).problems.slots).toBeDefined()
    expect(readTerms({ ...texts, maxUnits: '0' }).problems.maxUnits).toBeDefined()
  })

  test('beyond what the contract can hold are refused, each at its field', () => {
    const { problems } = readTerms({
      ...{ ...texts, price: '79228162515', slots: '4294967296', maxUnits: '18446744073709551616' },
      ...{ hours: '1193047', days: '3651' },
    })
    expect(Object.keys(problems).toSorted()).toEqual(['days', 'hours', 'maxUnits', 'price', 'slots'])
  })

  test('may give capacity away, but not by leaving the price empty', () => {
    expect(readTerms({ ...texts, price: '0' }).terms?.pricePerUnitWei).toBe(0n)
    expect(readTerms({ ...texts, price: '' }).problems.price).toBeDefined()
  })
})
