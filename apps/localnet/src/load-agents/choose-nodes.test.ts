import type { BookedNode } from '@network3/chain/book/network-book'
import { lowerAddress } from '@network3/core/address'
import type { Address } from '@network3/core/hex'
import { nodeIdOf } from '@network3/protocol/node/node-signature'
import { expect, test } from 'vitest'
import { nodeAccountOf, planEconomy } from '../economy/setup/plan-economy.ts'
import { chooseNodes } from './choose-nodes.ts'

const { operators } = planEconomy({ operators: 3, delegators: 0, maxNodesPerOperator: 3 })

function booked(operator: number, place: number, retiredAt?: bigint): [Address, BookedNode] {
  const node = lowerAddress(nodeAccountOf(operator, place).address)
  const rest = { operator: node, country: 'DE', capabilities: 1, registeredAt: 1n, retiredAt }
  return [node, { node, ...rest }]
}

test('each registered node of the plan is held with its own key, whoever operates it now', () => {
  const nodes = new Map([booked(0, 0), booked(0, 1), booked(2, 0)])
  const chosen = chooseNodes(nodes, operators, new Map())
  expect(chosen.map(({ node }) => node).sort()).toEqual([...nodes.keys()].sort())
  for (const { node, privateKey } of chosen) expect(nodeIdOf(privateKey)).toBe(node)
  expect(chosen.map(({ place }) => place)).toEqual([0, 0, 2])
})

test('retired nodes are let go, foreign ones are not touched, and one in eight is never switched on', () => {
  const foreign: Address = `0x${'77'.repeat(20)}`
  const nodes = new Map([
    ...Array.from({ length: 9 }, (_, place) => booked(0, place, place === 3 ? 9n : undefined)),
    [foreign, { ...booked(0, 0)[1], node: foreign }] as const,
  ])
  const chosen = chooseNodes(nodes, operators, new Map())
  const places = chosen.map(({ node }) => [...nodes.keys()].indexOf(node))
  expect(places).toEqual([0, 1, 2, 4, 5, 6, 8])
})
