import { cpuSecondsOf } from '@network3/testing/process-usage'
import type { Measured } from './calls.ts'

export type Figures = {
  name: string
  bar: Measured['bar']
  isKept: boolean
  p50Ms: number
  p95Ms: number
  /** Answers per second of the server's own CPU; of the database's nothing. */
  perCpuSecond: number
}

/** Enough to know what is slow, and no more: the whole bench ends within minutes. */
const WARM = 10
const ASKED = 200
const ASKED_MS = 2_000
const BUSY_MS = 1_000
const AT_ONCE = 8

/** One after another for the times, then eight at once for what an answer costs the server. */
export async function measure(measured: Measured, serverPid: number): Promise<Figures> {
  const { name, bar, isKept = false, run } = measured
  const begunAt = performance.now()
  for (let index = 0; index < WARM && performance.now() - begunAt < ASKED_MS; index++) await run(index)
  const times: number[] = []
  const until = performance.now() + ASKED_MS
  for (let index = 0; index < ASKED && (times.length === 0 || performance.now() < until); index++) {
    const startedAt = performance.now()
    await run(WARM + index)
    times.push(performance.now() - startedAt)
  }
  times.sort((a, b) => a - b)
  const quantile = (part: number) => times[Math.min(times.length - 1, Math.floor(part * times.length))] ?? 0

  let answers = 0
  const cpu = cpuSecondsOf(serverPid)
  const endsAt = performance.now() + BUSY_MS
  const ask = async (lane: number) => {
    for (let index = lane; performance.now() < endsAt; index += AT_ONCE) {
      await run(index)
      answers++
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, (_, lane) => ask(lane)))
  const spent = cpuSecondsOf(serverPid) - cpu
  return {
    ...{ name, bar, isKept, p50Ms: quantile(0.5), p95Ms: quantile(0.95) },
    perCpuSecond: spent === 0 ? 0 : answers / spent,
  }
}
