import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { programEnv } from '@network3/testing/program-env'
import type { NodeFolder } from '../setup/set-up-kgc.ts'

/** One node as a process of its own, as in production. */
export type KgcNode = NodeFolder & {
  url: string
  healthUrl: string
  pid: number
  log: () => string
  /** SIGKILL. Resolves when it is gone. */
  kill: () => Promise<void>
  /** SIGTERM; resolves with the exit code. */
  stop: () => Promise<number | null>
  signal: (name: NodeJS.Signals) => void
}

export type NodeStart = { ended: false; node: KgcNode } | { ended: true; code: number | null; log: string }

const program = fileURLToPath(new URL('../main.ts', import.meta.url))

/** Starts a node; resolves when it listens, or has ended by itself. */
export async function startKgcNode(
  folder: NodeFolder,
  rosterFile: string,
  env: Record<string, string> = {},
  port = 0,
): Promise<NodeStart> {
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: programEnv({
      KGC_DATA_DIR: folder.dataDir,
      KGC_SEAL_KEY_FILE: folder.sealKeyFile,
      KGC_ROSTER_FILE: rosterFile,
      KGC_PORT: String(port),
      KGC_REFRESH_GAP_SECONDS: '0',
      KGC_REQUESTS_PER_MINUTE: '1000000',
      KGC_KEYS_PER_MINUTE: '1000000',
      ...env,
    }),
  })
  let log = ''
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const started = new Promise<{ port: number; healthPort: number }>((resolve) => {
    const read = (chunk: Buffer): void => {
      log += chunk.toString()
      const line = /"port":(\d+),"peerPort":\d+,"healthPort":(\d+)/.exec(log)
      if (line !== null) resolve({ port: Number(line[1]), healthPort: Number(line[2]) })
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
  })
  const first = await Promise.race([started, exited])
  if (first === null || typeof first === 'number') return { ended: true, code: first, log }
  return {
    ended: false,
    node: {
      ...folder,
      url: `http://127.0.0.1:${first.port}`,
      healthUrl: `http://127.0.0.1:${first.healthPort}`,
      pid: child.pid ?? 0,
      log: () => log,
      kill: async () => {
        send(child, 'SIGKILL')
        await exited
      },
      stop: () => {
        send(child, 'SIGTERM')
        return exited
      },
      signal: (name) => send(child, name),
    },
  }
}

function send(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) child.kill(name)
}
