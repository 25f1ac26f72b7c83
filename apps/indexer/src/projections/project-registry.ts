import type { Changes, EventOf } from './changes.ts'

/** NodeRegistry: every event carries its operators' node counts; the nodes themselves are folded in fold-node.ts. */
export function projectRegistry(changes: Changes, event: EventOf<'node-registry'>): void {
  switch (event.name) {
    case 'NodeRegistered':
    case 'NodeRetired':
      changes.nodeCounts.set(event.args.operator, Number(event.args.operatorNodeCount))
      changes.nodeOperators.add(event.args.operator)
      break
    case 'NodeUpdated':
      changes.nodeOperators.add(event.args.operator)
      break
    case 'NodeTransferred':
      changes.nodeCounts.set(event.args.from, Number(event.args.fromNodeCount))
      changes.nodeCounts.set(event.args.to, Number(event.args.toNodeCount))
      changes.nodeOperators.add(event.args.from)
      changes.nodeOperators.add(event.args.to)
      break
    default:
      return
  }
  changes.nodes.add(event.args.node)
}
