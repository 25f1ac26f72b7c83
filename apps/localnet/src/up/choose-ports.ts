import { findFreePort } from '@network3/local-servers/find-free-port'
import type { KgcPorts } from '../kgc/kgc-spec.ts'
import type { AgentPorts } from '../network/agent-spec.ts'
import type { NetworkPorts } from '../network/network-spec.ts'

export type Ports = Record<PortUse, number>
export type PortUse =
  | 'web'
  | 'rpc'
  | 'postgres'
  | 'indexer'
  | 'directory'
  | keyof KgcPorts
  | keyof NetworkPorts
  | keyof AgentPorts

/** What each part would like to have. The web's is the caller's choice. */
export const preferredPorts: Ports = {
  ...{ web: 3000, rpc: 8545, postgres: 54_329, indexer: 3001, directory: 3003 },
  ...{ gateway: 3004, sponsor: 3005, gatewayHealth: 3006, worker: 3007 },
  ...{ attestor1: 3031, attestor2: 3032, attestor3: 3033 },
  ...{ agent1: 3041, agent2: 3042, agent3: 3043 },
  ...{ kgc1: 3011, kgc2: 3012, kgc3: 3013, kgc4: 3014 },
  ...{ kgcPeer1: 3021, kgcPeer2: 3022, kgcPeer3: 3023, kgcPeer4: 3024 },
}

export const kgcPortUses = Object.keys(preferredPorts).filter((use): use is keyof KgcPorts =>
  use.startsWith('kgc'),
)

const titles: Record<PortUse, string> = {
  web: 'web',
  rpc: 'chain',
  postgres: 'PostgreSQL',
  indexer: 'indexer',
  directory: 'key directory',
  gateway: 'gateway',
  gatewayHealth: 'gateway, for its metrics,',
  sponsor: 'sponsor',
  worker: 'worker',
  ...{ attestor1: 'attestor 1', attestor2: 'attestor 2', attestor3: 'attestor 3' },
  ...{ agent1: 'agent 1', agent2: 'agent 2', agent3: 'agent 3' },
  ...{ kgc1: 'key node 1', kgc2: 'key node 2', kgc3: 'key node 3', kgc4: 'key node 4' },
  kgcPeer1: 'key node 1, for the others,',
  kgcPeer2: 'key node 2, for the others,',
  kgcPeer3: 'key node 3, for the others,',
  kgcPeer4: 'key node 4, for the others,',
}

export const attestorPortUses: readonly PortUse[] = ['attestor1', 'attestor2', 'attestor3']
export const agentPortUses: readonly PortUse[] = ['agent1', 'agent2', 'agent3']

/**
 * A free port for each of `uses`, the preferred one where it can be had; never one twice.
 *
 * @param tell gets one sentence for each that could not be had.
 */
export async function choosePorts(
  preferred: Ports,
  uses: readonly PortUse[],
  tell: (text: string) => void,
): Promise<Ports> {
  const chosen: Ports = { ...preferred }
  const taken: number[] = []
  for (const use of uses) {
    const port = await findFreePort(preferred[use], taken)
    if (port !== preferred[use]) tell(`Port ${preferred[use]} is taken: ${titles[use]} uses ${port}.`)
    chosen[use] = port
    taken.push(port)
  }
  return chosen
}
