import type { BookedNode } from '@network3/chain/book/network-book'
import { lowerAddress } from '@network3/core/address'
import {
  registerNode as registerCall,
  retireNode as retireCall,
  transferNode,
  updateNode,
} from '../chain/calls.ts'
import { chooseDetails, nodeAccountOf } from '../setup/plan-economy.ts'
import type { Action, ActionView } from './action.ts'

/** An operator runs at most this many nodes, and the last one stays. */
const MOST_NODES = 8

/** An operator sets up one more node, with a key that was never used. */
export const registerNode: Action = async (view) => {
  const operator = view.random.pick(view.plan.operators)
  if (operator === undefined || activeNodes(view, operator.address).length >= MOST_NODES) return undefined
  for (let place = operator.nodes.length; place < 1_000; place++) {
    const node = nodeAccountOf(operator.index, place)
    if (view.book.nodes.has(lowerAddress(node.address))) continue
    return registerCall(view.deployment, operator.account, node, chooseDetails(view.random, operator.country))
  }
  return undefined
}

/** An operator with several nodes switches one off for good. */
export const retireNode: Action = async (view) => {
  const operator = view.random.pick(view.plan.operators)
  if (operator === undefined) return undefined
  const nodes = activeNodes(view, operator.address)
  const node = view.random.pick(nodes)
  if (node === undefined || nodes.length < 2) return undefined
  return retireCall(view.deployment, operator.account, node.node)
}

/** An operator moves a node or changes what it offers. */
export const changeNode: Action = async (view) => {
  const operator = view.random.pick(view.plan.operators)
  const node = operator === undefined ? undefined : view.random.pick(activeNodes(view, operator.address))
  if (operator === undefined || node === undefined) return undefined
  return updateNode(
    view.deployment,
    operator.account,
    node.node,
    chooseDetails(view.random, operator.country),
  )
}

/** A node changes hands: the new operator signs for it. */
export const handOverNode: Action = async (view) => {
  const [from, to] = [view.random.pick(view.plan.operators), view.random.pick(view.plan.operators)]
  if (from === undefined || to === undefined || from === to) return undefined
  const nodes = activeNodes(view, from.address)
  const node = view.random.pick(nodes)
  if (node === undefined || nodes.length < 2 || activeNodes(view, to.address).length >= MOST_NODES)
    return undefined
  return transferNode(view.deployment, from.account, to.account, node.node, await view.nonceOf(node.node))
}

function activeNodes(view: ActionView, operator: string): BookedNode[] {
  return [...view.book.nodes.values()].filter(
    (node) => node.operator === operator && node.retiredAt === undefined,
  )
}
