import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const runForge = fileURLToPath(new URL('../run-forge.ts', import.meta.url))

/** The folder of the contracts' own foundry.toml. */
export const contractsFolder: string = fileURLToPath(new URL('../../', import.meta.url))

export type ForgeOptions = {
  /** Folder of the foundry.toml; the contracts' own by default. */
  folder?: string
  env?: Record<string, string>
  /** Shows the output while it comes. */
  echo?: boolean
  timeoutMs?: number
}
export type ForgeResult = { status: number; output: string; timedOut: boolean }

/** Runs forge to its end and returns what it said, in the order it said it. Past `timeoutMs` it is ended. */
export function callForge(args: readonly string[], options: ForgeOptions = {}): Promise<ForgeResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [runForge, ...args], {
      cwd: options.folder ?? contractsFolder,
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let timedOut = false
    const take = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk.toString()
      if (options.echo === true) stream.write(chunk)
    }
    child.stdout.on('data', take(process.stdout))
    child.stderr.on('data', take(process.stderr))
    const limit =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true
            child.kill('SIGTERM')
          }, options.timeoutMs)
    child.on('error', reject)
    child.on('close', (status) => {
      clearTimeout(limit)
      resolve({ status: status ?? 1, output, timedOut })
    })
  })
}
