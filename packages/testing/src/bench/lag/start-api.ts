import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { endWithUs } from '../indexer/end-with-us.ts'

const program = fileURLToPath(
  new URL('../../../../../packages/api/src/testing/run-live-api.ts', import.meta.url),
)

export type ApiOptions = { databaseUrl: string; rpcUrl: string; chainId: number; deploymentFile: string }

/** The API over HTTP, in a process of its own. `url` is the base of its procedures. */
export async function startApi(options: ApiOptions): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  endWithUs(child)
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const started = /"url":"([^"]+)"/.exec(text)?.[1]
      if (started !== undefined) resolve(started)
    })
    child.once('exit', (code) => reject(new Error(`The API exited with ${code}: ${text}`)))
  })
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}
