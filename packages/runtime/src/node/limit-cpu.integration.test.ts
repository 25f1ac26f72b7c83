import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { buildWat } from '../../scripts/build-wat.ts'
import { runJobOf } from '../testing/run-job-of.ts'
import { runInChild } from './run-in-child.ts'
import { writeSandboxProgram } from './sandbox-program.ts'
import { startChild } from './start-child.ts'

const WALL_MS = 700
const endless = buildWat('(module (memory 1) (func (export "_start") (loop (br 0))))')

/** Fields 14 and 15 of stat, in ticks of a hundredth of a second. */
function cpuMsOf(pid: number): number {
  const fields = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

test.runIf(process.platform === 'linux')(
  'a job with a quarter of a core gets no more, and its pauses are neither its time nor billed',
  async () => {
    const program = writeSandboxProgram()
    const child = startChild({ nice: 0, program })
    try {
      await child.ready
      const pid = child.pid ?? 0
      const startedAt = performance.now()
      const before = cpuMsOf(pid)
      const job = runJobOf(endless, { limits: { gas: 2n ** 62n, wallMs: WALL_MS } })
      const running = runInChild(child, job, { cpuShare: 0.25 })
      await delay(WALL_MS * 2)
      // It would have been over by now, had its pauses counted.
      const share = (cpuMsOf(pid) - before) / (performance.now() - startedAt)
      expect(share).toBeGreaterThan(0.02)
      expect(share).toBeLessThan(0.5)
      const receipt = await running
      expect(receipt).toMatchObject({ outcome: 'failed', reason: 'RUNTIME_OUT_OF_TIME' })
      expect(performance.now() - startedAt).toBeGreaterThan(WALL_MS * 2.5)
      expect(receipt.durationMs).toBeGreaterThanOrEqual(WALL_MS - 1)
      expect(receipt.durationMs).toBeLessThan(WALL_MS * 2)
    } finally {
      child.kill()
      await child.ended
      program.remove()
    }
  },
)
