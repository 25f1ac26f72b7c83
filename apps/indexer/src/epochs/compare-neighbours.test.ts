import type { Address } from '@network3/core/hex'
import { describe, expect, it } from 'vitest'
import { compareNeighbours } from './compare-neighbours.ts'

const address = (digit: string): Address => `0x${digit.repeat(40)}`
type Leaf = [digit: string, amountWei: bigint, cumulativeWei: bigint]
const operatorsOf = (leaves: Leaf[]) =>
  leaves.map(([digit, amountWei, cumulativeWei]) => ({ operator: address(digit), amountWei, cumulativeWei }))
const verified = (number: bigint, leaves: Leaf[]) => ({
  number,
  entries: new Map(operatorsOf(leaves).map((entry) => [entry.operator, entry])),
})
const epoch = (number: bigint, leaves: Leaf[]) => ({ number, operators: operatorsOf(leaves) })
const refusal = expect.objectContaining({ code: 'TOTAL_MISMATCH' })

describe('compareNeighbours', () => {
  it('takes increments that are exactly the difference to the epoch before', () => {
    const below = verified(4n, [['a', 1n, 10n]])
    expect(() =>
      compareNeighbours(
        epoch(5n, [
          ['a', 3n, 13n],
          ['b', 2n, 2n],
        ]),
        below,
        undefined,
      ),
    ).not.toThrow()
  })

  it.each<[string, Leaf[]]>([
    ['more than the difference', [['a', 4n, 13n]]],
    ['less than the difference', [['a', 2n, 13n]]],
    ['a cumulative amount that falls', [['a', 0n, 9n]]],
    ['an operator that dropped out', [['b', 2n, 2n]]],
    [
      'a newcomer with a past',
      [
        ['a', 0n, 10n],
        ['b', 2n, 5n],
      ],
    ],
  ])('refuses %s', (_, leaves) => {
    expect(() => compareNeighbours(epoch(5n, leaves), verified(4n, [['a', 1n, 10n]]), undefined)).toThrow(
      refusal,
    )
  })

  it('lets an increment fit into the difference where epochs between are not verified', () => {
    const below = verified(2n, [['a', 1n, 10n]])
    expect(() => compareNeighbours(epoch(5n, [['a', 3n, 20n]]), below, undefined)).not.toThrow()
    expect(() => compareNeighbours(epoch(5n, [['a', 11n, 20n]]), below, undefined)).toThrow(refusal)
  })

  it('holds a late file against the epoch after it too', () => {
    const above = verified(6n, [['a', 3n, 16n]])
    expect(() => compareNeighbours(epoch(5n, [['a', 13n, 13n]]), undefined, above)).not.toThrow()
    expect(() => compareNeighbours(epoch(5n, [['a', 12n, 12n]]), undefined, above)).toThrow(refusal)
  })

  it('starts the first epoch from nothing', () => {
    expect(() => compareNeighbours(epoch(1n, [['a', 5n, 5n]]), undefined, undefined)).not.toThrow()
    expect(() => compareNeighbours(epoch(1n, [['a', 5n, 6n]]), undefined, undefined)).toThrow(refusal)
  })
})
