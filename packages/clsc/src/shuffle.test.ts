import { expect, test } from 'vitest'
import { nodeBackend } from './backend-node.ts'
import { concatBytes, uint32 } from './bytes.ts'
import { shuffle } from './shuffle.ts'

/** Random bytes that are these numbers, four bytes each. */
function drawing(...numbers: number[]) {
  const left = [...numbers]
  return (length: number) => {
    const next = left.shift()
    if (next === undefined || length !== 4) throw new Error('not drawn')
    return uint32(next)
  }
}

test('places are drawn one by one among those there are', () => {
  expect(shuffle(['a', 'b', 'c'], drawing(0, 1, 2))).toEqual(['a', 'b', 'c'])
  expect(shuffle(['a', 'b', 'c'], drawing(0, 0, 0))).toEqual(['c', 'a', 'b'])
  expect(shuffle(['a', 'b', 'c'], drawing(7, 5, 4))).toEqual(['a', 'c', 'b'])
})

test('a number that would favour a place is drawn again', () => {
  // 2^32 = 3 · 1431655765 + 1: of three places, only the last number is one too many.
  expect(shuffle(['a', 'b', 'c'], drawing(0, 0, 2 ** 32 - 1, 1))).toEqual(['b', 'c', 'a'])
  expect(shuffle(['a', 'b', 'c'], drawing(0, 0, 2 ** 32 - 2))).toEqual(['b', 'a', 'c'])
  expect(shuffle(['a', 'b'], drawing(0, 2 ** 32 - 1))).toEqual(['a', 'b'])
})

test('nothing is lost or doubled, and every order comes up', () => {
  const orders = new Set<string>()
  for (let round = 0; round < 200; round++) {
    const order = shuffle(['a', 'b', 'c'], nodeBackend.randomBytes)
    expect([...order].sort()).toEqual(['a', 'b', 'c'])
    orders.add(order.join(''))
  }
  expect(orders.size).toBe(6)
  expect(shuffle([], () => concatBytes())).toEqual([])
})
