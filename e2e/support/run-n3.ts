import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { bareEnv } from './bare-env.ts'

const program = resolve(import.meta.dirname, '../../packages/sdk/src/cli/main.ts')

export type N3Run = { code: number | null; stdout: Buffer; stderr: string }

/** Runs the n3 command as a person would, with nothing of the test's environment but what is given. */
export function runN3(
  args: readonly string[],
  env: Record<string, string>,
  input: Uint8Array = new Uint8Array(),
): Promise<N3Run> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...bareEnv(), ...env },
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
  child.stdin.end(input)
  return new Promise((done, reject) => {
    child.on('error', reject)
    child.on('close', (code) => done({ code, stdout: Buffer.concat(stdout), stderr }))
  })
}
