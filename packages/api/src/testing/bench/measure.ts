import { cpuSecondsOf } from '@network3/testing/process-usage'
import type { Measured } from './calls.ts'

export type Figures = {
  name: string
  bar: Measured['bar']
  isKept: boolean
  p50Ms: number
  p95Ms: number
  /** Answers a second with eight asking at once, of the server's own CPU and of the clock. Undefined where not asked for. */
  busy: { perCpuSecond: number; perSecond: number } | undefined
}

/** Enough to know what is slow, and no more: the whole bench ends within minutes. */
const WARM = 10
const ASKED = 200
const ASKED_MS = 2_000
const HOT_MS = 500
const BUSY_MS = 1_000
const AT_ONCE = 8

/** One after another for the times; then, unless `isIdle`, eight at once for what an answer costs the server. */
export async function measure(
  measured: Measured,
  { serverPid, isIdle = false }: { serverPid: number; isIdle?: boolean },
): Promise<Figures> {
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
  const figures = { name, bar, isKept, p50Ms: quantile(0.5), p95Ms: quantile(0.95) }
  return { ...figures, busy: isIdle ? undefined : await measureBusy(run, serverPid) }
}

async function measureBusy(run: Measured['run'], serverPid: number): Promise<Figures['busy']> {
  // What the server has only begun to be asked it answers with code that is still being compiled.
  await askAtOnce(run, HOT_MS)
  const cpu = cpuSecondsOf(serverPid)
  const startedAt = performance.now()
  const answers = await askAtOnce(run, BUSY_MS)
  const seconds = (performance.now() - startedAt) / 1000
  // Linux counts CPU in ticks of 10 ms.
  const spent = Math.max(0.01, cpuSecondsOf(serverPid) - cpu)
  return { perCpuSecond: answers / spent, perSecond: answers / seconds }
}

/** Eight callers, each asking again as soon as it was answered. How many answers there were. */
export async function askAtOnce(run: Measured['run'], forMs: number): Promise<number> {
  let answers = 0
  const endsAt = performance.now() + forMs
  const ask = async (lane: number) => {
    for (let index = lane; performance.now() < endsAt; index += AT_ONCE) {
      await run(index)
      answers++
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, (_, lane) => ask(lane)))
  return answers
}
