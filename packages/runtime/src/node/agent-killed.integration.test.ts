import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test, vi } from 'vitest'

const agentFile = fileURLToPath(new URL('../testing/endless-agent.ts', import.meta.url))
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** `T`: stopped. Where there is no /proc nobody looks. */
function stateOf(pid: number): string {
  if (process.platform !== 'linux') return 'T'
  return /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? ''
}

test.concurrent.for([
  ['in an endless loop', '1'],
  ['while it is paused', '0.01'],
])('a sandbox does not outlive its agent, even %s', async ([, share = '1'], { expect }) => {
  const folder = mkdtempSync(join(tmpdir(), 'n3-killed-'))
  const agent = spawn(process.execPath, [agentFile, folder, share], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [line] = (await once(agent.stdout, 'data')) as [Buffer]
    const sandbox = Number(line.toString())
    expect(isAlive(sandbox)).toBe(true)
    if (share !== '1') await vi.waitFor(() => expect(stateOf(sandbox)).toBe('T'), { interval: 1 })
    agent.kill('SIGKILL')
    await vi.waitFor(() => expect(isAlive(sandbox)).toBe(false), { timeout: 20_000, interval: 20 })
  } finally {
    agent.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  }
})
