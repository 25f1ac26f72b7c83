import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { resolve as resolvePath } from 'node:path'
import { reportOf, type Suite } from './suites.ts'

export type SuiteResult = {
  suite: Suite
  passed: number
  failed: number
  /** Names of what failed, as far as the runner tells. */
  failures: string[]
  seconds: number
  note: string
}

/** Runs one suite to its end. Ends it past twice its budget, so that a hang cannot hold the run. */
export async function runSuite(
  suite: Suite,
  { enforceBudget }: { enforceBudget: boolean },
): Promise<SuiteResult> {
  console.log(`\n── ${suite.name} ${'─'.repeat(60 - suite.name.length)}`)
  rmSync(reportOf(suite), { force: true })
  const startedAt = performance.now()
  const { status, output, timedOut } = await execute(suite)
  const seconds = (performance.now() - startedAt) / 1000

  const { passed, failed, failures } = suite.count(reportOf(suite), output)
  const notes: string[] = []
  let extra = 0
  if (timedOut) notes.push('ended: it ran for twice its budget')
  // A runner that fails without naming a failed test (a crash, a set-up error) is a failure all the same.
  if (status !== 0 && failed === 0) {
    extra += 1
    notes.push(`exit code ${status}`)
  }
  if (passed + failed === 0 && extra === 0) {
    extra += 1
    notes.push('ran no test')
  }
  if (enforceBudget && seconds > suite.budgetMinutes * 60) {
    extra += 1
    notes.push('over its time budget')
  }
  return { suite, passed, failed: failed + extra, failures, seconds, note: notes.join('; ') }
}

function execute(suite: Suite): Promise<{ status: number; output: string; timedOut: boolean }> {
  const [command = '', ...args] = suite.command
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      // Programs start hundreds of times in a run: what one of them compiled, the next ones need not.
      env: { ...process.env, NODE_COMPILE_CACHE: resolvePath('.network3/test/node-cache') },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      shell: process.platform === 'win32',
    })
    let output = ''
    let timedOut = false
    const show = (chunk: Buffer, to: NodeJS.WriteStream) => {
      output += chunk.toString()
      to.write(chunk)
    }
    child.stdout.on('data', (chunk: Buffer) => show(chunk, process.stdout))
    child.stderr.on('data', (chunk: Buffer) => show(chunk, process.stderr))
    const limit = setTimeout(
      () => {
        timedOut = true
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      },
      suite.budgetMinutes * 2 * 60_000,
    )
    const forward = (signal: NodeJS.Signals) => {
      if (child.pid !== undefined) process.kill(-child.pid, signal)
    }
    process.once('SIGINT', forward)
    process.once('SIGTERM', forward)
    child.on('error', reject)
    child.on('close', (status) => {
      clearTimeout(limit)
      process.off('SIGINT', forward)
      process.off('SIGTERM', forward)
      resolve({ status: status ?? 1, output, timedOut })
    })
  })
}
