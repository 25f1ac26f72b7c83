import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'

const agentFile = fileURLToPath(new URL('../testing/endless-agent.ts', import.meta.url))
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a sandbox does not outlive its agent, even in an endless loop', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'n3-killed-'))
  const agent = spawn(process.execPath, [agentFile, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [line] = (await once(agent.stdout, 'data')) as [Buffer]
    const sandbox = Number(line.toString())
    expect(isAlive(sandbox)).toBe(true)
    agent.kill('SIGKILL')
    await vi.waitFor(() => expect(isAlive(sandbox)).toBe(false), { timeout: 20_000, interval: 20 })
  } finally {
    agent.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  }
})
