import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import type { Deployment } from '@network3/chain/deployment'
import { findFreePort } from '@network3/local-servers/find-free-port'
import { type AnvilServer, startAnvil } from '@network3/testing/anvil'
import { deployTestContracts } from '@network3/testing/contracts'
import { createPublicClient, http } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openChildRegistry } from '../data/child-registry.ts'
import { layOutData } from '../data/data-layout.ts'
import { readEnv } from '../env.ts'
import { createProgress } from '../supervise/progress.ts'
import { createStack } from '../supervise/stack.ts'
import { kgcPortUses, preferredPorts } from '../up/choose-ports.ts'
import type { UpContext } from '../up/up-context.ts'
import { kgcUrls } from './kgc-spec.ts'
import { startKgc } from './start-kgc.ts'

const folder = mkdtempSync(join(tmpdir(), 'network3-local-kgc-'))
const progress = createProgress({ write: () => true })
let anvil: AnvilServer
let deployment: Deployment
beforeAll(async () => {
  anvil = await startAnvil()
  deployment = await deployTestContracts(anvil.rpcUrl)
})
afterAll(async () => {
  await anvil?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function createContext(): Promise<UpContext> {
  const layout = layOutData(folder)
  const ports = { ...preferredPorts }
  for (const use of kgcPortUses) ports[use] = await findFreePort(undefined, Object.values(ports))
  return {
    args: { command: 'up', dataDir: folder, webPort: 0, reset: false, economy: false },
    env: readEnv({ PATH: process.env.PATH }),
    root: fileURLToPath(new URL('../../../..', import.meta.url)),
    ...{ layout, ports, progress, registry: openChildRegistry(layout.pids), stack: createStack() },
  }
}

async function readKey(context: UpContext): Promise<string> {
  const answer = await fetch(`${kgcUrls(context.ports)[0]}/v1/kgc`)
  return ((await answer.json()) as { masterPublicKey: string }).masterPublicKey
}

test('the local key nodes make one key, announce it, and have the same after the next start', async () => {
  const first = await createContext()
  expect(await startKgc(first, anvil.rpcUrl, deployment)).toBe('4 nodes, key announced')
  const key = await readKey(first)
  const client = createPublicClient({ transport: http(anvil.rpcUrl) })
  const generation = await client.readContract({
    ...{ address: deployment.contracts.keyDirectory, abi: keyDirectoryAbi, functionName: 'generationOf' },
    args: [1],
  })
  expect(generation).toMatchObject({ masterPublicKey: key, threshold: 3, nodes: 4, status: 1 })
  await first.stack.stop(new Error('enough'), progress)
  expect(JSON.parse(readFileSync(first.layout.pids, 'utf8'))).toEqual([])

  const second = await createContext()
  expect(await startKgc(second, anvil.rpcUrl, deployment)).toBe('4 nodes, key on chain')
  expect(await readKey(second)).toBe(key)
  await second.stack.stop(new Error('enough'), progress)
})
