import { LOCAL_ECONOMY_SPEC_HASH } from '@network3/chain/local-economy'
import type { Address } from '@network3/core/hex'
import type { Client } from '@network3/db/pool'
import { findCommissionHistory, findNodeHistory } from '@network3/db/write/event-history'
import { deleteNodes, type NodeState, setNodes } from '@network3/db/write/nodes'
import { type CommissionState, markLocalEconomy, setCommissions } from '@network3/db/write/operators'
import { foldCommission } from '../projections/fold-commission.ts'
import { foldNode } from '../projections/fold-node.ts'
import { readStoredEvent } from './index-logs.ts'

/**
 * Tells the given nodes and commissions again from their stored events, whether these have just grown or shrunk.
 * Their histories are short, and one way for both directions cannot disagree with itself.
 */
export async function rewriteFromHistory(
  tx: Client,
  touched: {
    nodes: ReadonlySet<Address>
    nodeOperators: ReadonlySet<Address>
    commissions: ReadonlySet<Address>
  },
): Promise<void> {
  if (touched.nodes.size > 0) await rewriteNodes(tx, touched.nodes, touched.nodeOperators)
  if (touched.commissions.size > 0) await rewriteCommissions(tx, touched.commissions)
}

async function rewriteNodes(
  tx: Client,
  nodes: ReadonlySet<Address>,
  operators: ReadonlySet<Address>,
): Promise<void> {
  const states = new Map<Address, NodeState>()
  for (const row of await findNodeHistory(tx, [...nodes])) {
    const { event } = readStoredEvent(row)
    if (row.node === null || event === undefined) continue
    const state = foldNode(states.get(row.node), event, row)
    if (state !== undefined) states.set(row.node, state)
  }
  await setNodes(tx, [...states.values()])
  await deleteNodes(
    tx,
    [...nodes].filter((node) => !states.has(node)),
  )
  await markLocalEconomy(tx, [...operators], LOCAL_ECONOMY_SPEC_HASH)
}

async function rewriteCommissions(tx: Client, operators: ReadonlySet<Address>): Promise<void> {
  const states = new Map<Address, CommissionState>()
  for (const operator of operators) states.set(operator, { operator, commissionBps: 0, pending: null })
  for (const row of await findCommissionHistory(tx, [...operators])) {
    const { event } = readStoredEvent(row)
    const state = row.operator === null ? undefined : states.get(row.operator)
    if (state !== undefined && event !== undefined) {
      states.set(state.operator, foldCommission(state, event, row.minedAt))
    }
  }
  await setCommissions(tx, [...states.values()])
}
