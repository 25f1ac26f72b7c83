import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { programEnv } from '@network3/testing/program-env'

const program = fileURLToPath(new URL('../cli/main.ts', import.meta.url))

export type Run = { code: number | null; stdout: Buffer; stderr: string }

/** Runs n3 as a stranger would: a process with an environment, arguments and pipes. */
export function runN3(
  args: readonly string[],
  options: {
    home: string
    passphrase?: string
    input?: Uint8Array
    env?: Record<string, string>
  },
): Promise<Run> {
  const child = spawn(process.execPath, [program, ...args], {
    env: programEnv({ N3_HOME: options.home, N3_PASSPHRASE: options.passphrase, ...options.env }),
  })
  const stdout: Buffer[] = []
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  child.stdin.on('error', () => {
    // It ended without reading all of its input: its exit code and words tell why.
  })
  child.stdin.end(options.input)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout: Buffer.concat(stdout), stderr }))
  })
}
