import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeBackend } from '@network3/clsc/backend-node'
import { createIssuingClient, type IssuingClient } from '@network3/protocol/kgc/issuing-client'
import { kgcInfoSchema } from '@network3/protocol/kgc/messages'
import { waitUntil } from '@network3/testing/wait-until'
import { setUpKgc } from '../setup/set-up-kgc.ts'
import { type KgcNode, type NodeStart, startKgcNode } from './kgc-node.ts'

export type KgcCluster = {
  folder: string
  /** By number, from 1. Those that were killed stay listed. */
  node: (number: number) => KgcNode
  urls: () => string[]
  masterPublicKey: Uint8Array
  /** A client that knows all nodes; some by another address where `urls` gives one. */
  client: (options?: { urls?: string[]; timeoutMs?: number }) => IssuingClient
  /** Starts a node that was stopped or killed again, at the same address. */
  restart: (number: number, env?: Record<string, string>) => Promise<NodeStart>
  stop: () => Promise<void>
}

/** A KGC of processes with real sockets and files, after key generation. */
export async function startKgcCluster(
  count: number,
  env: Record<string, string> = {},
  chainId = 31337,
): Promise<KgcCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'network3-kgc-'))
  const peerPorts = await findPorts(count)
  const { rosterFile, nodes: folders } = setUpKgc({ folder, kgc: 'test', chainId, peerPorts })
  const nodes = await Promise.all(
    folders.map(async (one) => {
      const start = await startKgcNode(one, rosterFile, env)
      if (start.ended) throw new Error(`A node ended with ${start.code}:\n${start.log}`)
      return start.node
    }),
  )
  const node = (number: number): KgcNode => {
    const found = nodes[number - 1]
    if (found === undefined) throw new Error(`There is no node ${number}.`)
    return found
  }
  const keys = await Promise.all(nodes.map(({ url }) => waitUntil('there is a key', () => readKey(url))))
  const [masterPublicKey] = keys
  if (masterPublicKey === undefined) throw new Error('There is no node.')
  const urls = (): string[] => nodes.map(({ url }) => url)
  return {
    folder,
    node,
    urls,
    masterPublicKey,
    client: (options = {}) =>
      createIssuingClient({
        urls: options.urls ?? urls(),
        masterPublicKey,
        backend: nodeBackend,
        // A busy machine is no fault of a node: what dies is noticed at once anyway.
        timeoutMs: options.timeoutMs ?? 20_000,
      }),
    restart: async (number, more = {}) => {
      const { url, dataDir, sealKeyFile, publicKey } = node(number)
      const start = await startKgcNode(
        { dataDir, sealKeyFile, publicKey },
        rosterFile,
        { ...env, ...more },
        Number(new URL(url).port),
      )
      if (!start.ended) nodes[number - 1] = start.node
      return start
    },
    stop: async () => {
      await Promise.all(nodes.map((one) => one.kill()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function readKey(url: string): Promise<Uint8Array | undefined> {
  const response = await fetch(`${url}/v1/kgc`).catch(() => undefined)
  if (response?.ok !== true) return undefined
  return kgcInfoSchema.parse(await response.json()).masterPublicKey
}

/** Free ports, all held until all are found. */
async function findPorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return server
    }),
  )
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  })
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
