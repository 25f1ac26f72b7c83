import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ServiceSpec } from '../supervise/keep-service.ts'
import type { Program } from '../supervise/launch-child.ts'

/** Nodes of the local key-generation centre: 3 of 4 issue keys. */
export const KGC_NODES = [1, 2, 3, 4] as const
export type KgcNodeNumber = (typeof KGC_NODES)[number]
export type KgcPorts = Record<`kgc${KgcNodeNumber}` | `kgcPeer${KgcNodeNumber}`, number>

export type KgcPlace = {
  root: string
  /** Everything of all nodes. */
  folder: string
  ports: KgcPorts
  env: NodeJS.ProcessEnv
}

/** Where users reach the nodes, node 1 first. */
export function kgcUrls(ports: KgcPorts): string[] {
  return KGC_NODES.map((node) => `http://127.0.0.1:${ports[`kgc${node}`]}`)
}

/** Makes identities and roster; what the folder has is kept. */
export function kgcSetup({ root, folder, ports, env }: KgcPlace, chainId: number): Program {
  const peerPorts = KGC_NODES.map((node) => ports[`kgcPeer${node}`]).join(',')
  return {
    command: process.execPath,
    args: [
      'src/setup/main.ts',
      ...['--data-dir', folder, '--kgc', 'local', '--chain-id', String(chainId), '--peer-ports', peerPorts],
    ],
    folder: join(root, 'apps/kgc'),
    env,
  }
}

/** Whether the folder was set up for these very ports: then a start saves a process. */
export function isKgcSetUp({ folder, ports }: KgcPlace): boolean {
  const roster = join(folder, 'roster.json')
  if (!existsSync(roster)) return false
  const text = readFileSync(roster, 'utf8')
  return KGC_NODES.every((node) => text.includes(`"https://127.0.0.1:${ports[`kgcPeer${node}`]}"`))
}

/** One node as a service; ready when it has its share of the key, announced or not. */
export function kgcService(
  { root, folder, ports, env }: KgcPlace,
  node: KgcNodeNumber,
  chain: { rpcUrl: string; keyDirectory: string },
): ServiceSpec {
  const dataDir = join(folder, `node-${node}`)
  const port = ports[`kgc${node}`]
  return {
    name: `kgc-${node}`,
    program: {
      command: process.execPath,
      args: ['src/main.ts'],
      folder: join(root, 'apps/kgc'),
      env: {
        ...env,
        // Four programs that are the same: compiled once, which halves the time of a start.
        NODE_COMPILE_CACHE: join(folder, 'node-cache'),
        KGC_DATA_DIR: dataDir,
        KGC_SEAL_KEY_FILE: join(dataDir, 'seal.key'),
        KGC_ROSTER_FILE: join(folder, 'roster.json'),
        KGC_PORT: String(port),
        RPC_URL: chain.rpcUrl,
        KEY_DIRECTORY_ADDRESS: chain.keyDirectory,
      },
    },
    readyUrl: `http://127.0.0.1:${port}/v1/kgc`,
    readyWithinMs: 120_000,
  }
}
