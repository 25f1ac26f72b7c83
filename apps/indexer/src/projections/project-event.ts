import type { ContractEvent } from '@network3/chain/decode/decode-log'
import type { Changes, EventPlace } from './changes.ts'
import { projectDeviceSale, projectEdgeDevice } from './project-devices.ts'
import { projectKeys } from './project-keys.ts'
import { projectLeases } from './project-leases.ts'
import { projectRegistry } from './project-registry.ts'
import { projectRewards } from './project-rewards.ts'
import { projectStaking } from './project-staking.ts'
import { projectToken } from './project-token.ts'

/** Adds what one event does to `changes`. Events are given in the order of the chain. Touches nothing else. */
export function projectEvent(changes: Changes, event: ContractEvent, place: EventPlace): void {
  switch (event.contract) {
    case 'n3-token':
      projectToken(changes, event)
      return
    case 'node-registry':
      projectRegistry(changes, event)
      return
    case 'staking':
      projectStaking(changes, event, place)
      return
    case 'rewards':
      projectRewards(changes, event, place)
      return
    case 'device-sale':
      projectDeviceSale(changes, event, place)
      return
    case 'edge-device':
      projectEdgeDevice(changes, event, place)
      return
    case 'lease-market':
      projectLeases(changes.leases, event, place)
      return
    case 'key-directory':
      projectKeys(changes.keys, event, place)
      return
    case 'access-manager':
      // Roles are read from the events themselves; nothing is projected from them.
      return
  }
}
