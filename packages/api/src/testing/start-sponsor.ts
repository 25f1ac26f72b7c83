import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Deployment } from '@network3/chain/deployment'
import { localRichAccount } from '@network3/chain/local-economy'
import { bytesToHex } from 'viem'

const main = new URL('../../../../apps/sponsor/src/main.ts', import.meta.url).pathname

/** The sponsor as a process of its own, with a rich account of the local chain, on a port of the system's choice. */
export async function startSponsor(rpcUrl: string, deployment: Deployment, env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'network3-sponsor-'))
  const record = join(folder, 'deployment.json')
  writeFileSync(record, JSON.stringify(deployment))
  const { privateKey } = localRichAccount('demo').getHdKey()
  const child = spawn(process.execPath, [main], {
    env: {
      ...{ PATH: process.env.PATH, RPC_URL: rpcUrl, CHAIN_ID: String(deployment.chainId) },
      ...{ DEPLOYMENT_FILE: record, SPONSOR_PORT: '0', SPONSOR_DATA_DIR: folder, ...env },
      SPONSOR_PRIVATE_KEY: bytesToHex(privateKey ?? new Uint8Array(32)),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The sponsor ended with ${code}: ${text}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk
      const found = /"port":(\d+)/.exec(text)
      if (found !== null) resolve(Number(found[1]))
    })
  })
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
