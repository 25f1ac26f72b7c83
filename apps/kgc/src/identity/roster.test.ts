import { expect, test } from 'vitest'
import { numberOf, parseRoster } from './roster.ts'

const node = (index: number) => ({
  publicKey: `0x${index.toString(16).padStart(64, '0')}`,
  peerUrl: `https://127.0.0.1:${7000 + index}`,
})
const roster = (count: number) => ({
  ...{ kgc: 'test', chainId: 31337 },
  nodes: Array.from({ length: count }, (_, index) => node(index + 1)),
})

test('a roster of 3f+1 nodes has the threshold 2f+1', () => {
  expect(parseRoster(roster(4)).threshold).toBe(3)
  expect(parseRoster(roster(7)).threshold).toBe(5)
  expect(parseRoster(roster(10)).threshold).toBe(7)
})

test('other numbers, repeated keys and plain http are refused', () => {
  for (const count of [1, 3, 5, 6, 8]) expect(() => parseRoster(roster(count))).toThrow()
  const twice = roster(4)
  expect(() => parseRoster({ ...twice, nodes: [...twice.nodes.slice(1), node(2)] })).toThrow(/same key/)
  const plain = { ...twice, nodes: twice.nodes.map((one) => ({ ...one, peerUrl: 'http://a:1' })) }
  expect(() => parseRoster(plain)).toThrow(/not valid/)
})

test('its hash names the members and their order, not where they are', () => {
  const { hash } = parseRoster(roster(4))
  const moved = roster(4).nodes.map((one) => ({ ...one, peerUrl: 'https://elsewhere:1' }))
  expect(parseRoster({ ...roster(4), nodes: moved }).hash).toBe(hash)
  expect(parseRoster({ ...roster(4), nodes: roster(4).nodes.toReversed() }).hash).not.toBe(hash)
  expect(parseRoster({ ...roster(4), kgc: 'other' }).hash).not.toBe(hash)
})

test('a node finds its number by its key, and a stranger none', () => {
  expect(numberOf(parseRoster(roster(4)), node(3).publicKey)).toBe(3)
  expect(() => numberOf(parseRoster(roster(4)), node(9).publicKey)).toThrow(/not in the roster/)
})
