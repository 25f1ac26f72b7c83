import type { BookedNode } from '@network3/chain/book/network-book'
import { localPrivateKey } from '@network3/chain/local-economy'
import { lowerAddress } from '@network3/core/address'
import type { Address, Hex } from '@network3/core/hex'
import { nodeAccountOf, type PlannedOperator } from '../economy/setup/plan-economy.ts'

/** `place`: of its operator in the plan; nodes of one operator share an address of the network. */
export type LoadNode = { node: Address; privateKey: Hex; place: number }

/** One node in so many stays off, so that what is registered is seen to differ from what is online. */
const OFF_ONE_IN = 8

/**
 * The economy's nodes that should be online: those in the registry whose keys follow from the plan, whoever operates
 * them now, but for some that nobody ever switches on. `known` is filled with the keys found on the way.
 */
export function chooseNodes(
  nodes: ReadonlyMap<Address, BookedNode>,
  operators: readonly PlannedOperator[],
  known: Map<number, LoadNode>,
): LoadNode[] {
  const chosen: LoadNode[] = []
  for (const { index } of operators) {
    // Places are taken in order, so the first that is not registered ends them.
    for (let place = 0; place < 1_000; place++) {
      const number = index * 1_000 + place
      const found = known.get(number) ?? derive(number, index, place)
      const booked = nodes.get(found.node)
      if (booked === undefined) break
      known.set(number, found)
      if (booked.retiredAt === undefined && number % OFF_ONE_IN !== OFF_ONE_IN - 1) chosen.push(found)
    }
  }
  return chosen
}

function derive(number: number, index: number, place: number): LoadNode {
  const node = lowerAddress(nodeAccountOf(index, place).address)
  return { node, privateKey: localPrivateKey('node', number), place: index }
}
