import type { ContractEvent } from '@network3/chain/decode/decode-log'
import type { NodeState } from '@network3/db/write/nodes'
import { hexToString } from 'viem'
import type { EventPlace } from './changes.ts'

/**
 * One step of a node's history: its state after `event`, from that before. Undefined before it is registered.
 * The order is that of NodeRegistry: registered, then updated or transferred any number of times, then retired.
 */
export function foldNode(
  state: NodeState | undefined,
  event: ContractEvent,
  place: EventPlace,
): NodeState | undefined {
  if (event.contract !== 'node-registry') return state
  switch (event.name) {
    case 'NodeRegistered':
      return {
        node: event.args.node,
        operator: event.args.operator,
        capabilities: event.args.capabilities,
        country: hexToString(event.args.country),
        specHash: event.args.specHash,
        registeredBlock: place.blockNumber,
        registeredAt: place.minedAt,
        retiredAt: null,
      }
    case 'NodeUpdated':
      return (
        state && {
          ...state,
          capabilities: event.args.capabilities,
          country: hexToString(event.args.country),
          specHash: event.args.specHash,
        }
      )
    case 'NodeTransferred':
      return state && { ...state, operator: event.args.to }
    case 'NodeRetired':
      return state && { ...state, retiredAt: place.minedAt }
    default:
      return state
  }
}
