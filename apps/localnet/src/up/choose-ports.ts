import { findFreePort } from '@network3/local-servers/find-free-port'

export type Ports = Record<PortUse, number>
export type PortUse = 'web' | 'rpc' | 'postgres' | 'indexer' | 'epochs'

/** What each part would like to have. The web's is the caller's choice. */
export const preferredPorts: Ports = { web: 3000, rpc: 8545, postgres: 54_329, indexer: 3001, epochs: 3002 }

const titles: Record<PortUse, string> = {
  web: 'web',
  rpc: 'chain',
  postgres: 'PostgreSQL',
  indexer: 'indexer',
  epochs: 'epoch files',
}

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
