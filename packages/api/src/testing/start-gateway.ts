import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Deployment } from '@network3/chain/deployment'
import { startProcess, type TestProcess } from './start-process.ts'

/** The gateway as a process of its own; started again it takes the same port and name. */
export function prepareGateway(databaseUrl: string, rpcUrl: string, deployment: Deployment) {
  const folder = mkdtempSync(join(tmpdir(), 'network3-gateway-'))
  const record = join(folder, 'deployment.json')
  writeFileSync(record, JSON.stringify(deployment))
  let port = '0'
  let running: TestProcess | undefined
  return {
    /** Resolves to the URL agents dial. */
    start: async () => {
      running = startProcess('apps/gateway/src/main.ts', {
        ...{ DATABASE_URL: databaseUrl, RPC_URL: rpcUrl, CHAIN_ID: String(deployment.chainId) },
        ...{ DEPLOYMENT_FILE: record, SUBNET_KEY: '5b'.repeat(32), GATEWAY_PORT: port, GATEWAY_ID: 'test' },
        ...{ GATEWAY_HEARTBEAT_SECONDS: '1', GATEWAY_RESYNC_SECONDS: '30' },
      })
      const [, taken] = await running.says(/"port":(\d+).*gateway was opened/)
      port = taken ?? port
      return `ws://127.0.0.1:${port}`
    },
    stop: async (signal?: NodeJS.Signals) => running?.stop(signal),
    said: () => running?.said() ?? '',
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
