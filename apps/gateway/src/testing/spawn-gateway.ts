import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { TestGatewayOptions } from './test-gateway.ts'

const program = fileURLToPath(new URL('./run-gateway.ts', import.meta.url))
const opened = z.object({ url: z.string(), healthUrl: z.string() })

export type GatewayProcess = z.infer<typeof opened> & {
  pid: number
  /** SIGKILL. Resolves when it is gone. */
  kill(): Promise<void>
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
  log(): string
}

/** Resolves when its port is open. */
export async function spawnGateway(
  options: Omit<TestGatewayOptions, 'listen' | 'routes'>,
): Promise<GatewayProcess> {
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const said = await new Promise<z.infer<typeof opened>>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      log += chunk.toString()
      const line = /^\{"url".*\}$/m.exec(log)
      if (line !== null) resolve(opened.parse(JSON.parse(line[0])))
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    void exited.then((code) => reject(new Error(`The gateway exited with ${code}:\n${log}`)))
  })
  const signal = (name: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(name)
  }
  return {
    ...said,
    pid: child.pid ?? 0,
    kill: async () => {
      signal('SIGKILL')
      await exited
    },
    stop: () => {
      signal('SIGTERM')
      return exited
    },
    log: () => log,
  }
}
