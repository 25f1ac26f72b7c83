import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Deployment } from '@network3/chain/deployment'
import { localRichAccount } from '@network3/chain/local-economy'
import { bytesToHex } from 'viem'
import { startProcess } from './start-process.ts'

/** The sponsor as a process of its own, with a rich account of the local chain, on a port of the system's choice. */
export async function startSponsor(rpcUrl: string, deployment: Deployment, env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'network3-sponsor-'))
  const record = join(folder, 'deployment.json')
  writeFileSync(record, JSON.stringify(deployment))
  const { privateKey } = localRichAccount('demo').getHdKey()
  const running = startProcess('apps/sponsor/src/main.ts', {
    ...{ RPC_URL: rpcUrl, CHAIN_ID: String(deployment.chainId), DEPLOYMENT_FILE: record },
    ...{ SPONSOR_PORT: '0', SPONSOR_DATA_DIR: folder, ...env },
    SPONSOR_PRIVATE_KEY: bytesToHex(privateKey ?? new Uint8Array(32)),
  })
  const [, port] = await running.says(/"port":(\d+)/)
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
