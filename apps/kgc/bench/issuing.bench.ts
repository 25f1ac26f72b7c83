// npm run bench -w @network3/kgc [keys] [nodes]: time to a checked partial key over real sockets, one after the other.
import { completeKey } from '../src/testing/complete-key.ts'
import { startKgcCluster } from '../src/testing/kgc-cluster.ts'
import { requestKey } from '../src/testing/request-key.ts'

const TARGET_P95_MS = 150

const [keys = 100, nodes = 7] = process.argv.slice(2).map(Number)
const startedAt = performance.now()
const kgc = await startKgcCluster(nodes)
const generatedMs = performance.now() - startedAt
const numbers = Array.from({ length: nodes }, (_, index) => index + 1)

/** Seconds of processor time all nodes and this process have used. */
async function readCpuSeconds(): Promise<number> {
  const own = process.cpuUsage()
  const texts = await Promise.all(
    numbers.map(async (number) => (await fetch(`${kgc.node(number).healthUrl}/metrics`)).text()),
  )
  const theirs = texts.map((text) => Number(/^process_cpu_seconds_total (\S+)$/m.exec(text)?.[1] ?? 0))
  return theirs.reduce((sum, one) => sum + one, (own.user + own.system) / 1e6)
}

try {
  const client = kgc.client()
  const times: number[] = []
  let cpuBefore = 0
  for (let index = 0; index < keys + 5; index++) {
    const request = await requestKey(kgc.masterPublicKey)
    const begunAt = performance.now()
    const issued = await client.issue(request)
    completeKey(request, issued)
    // The first few also warm up the just-in-time compilers of all processes.
    if (index >= 5) times.push(performance.now() - begunAt)
    if (index === 4) cpuBefore = await readCpuSeconds()
  }
  const cpuMs = ((await readCpuSeconds()) - cpuBefore) * 1e3
  times.sort((a, b) => a - b)
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  const threshold = 2 * Math.floor((nodes - 1) / 3) + 1
  console.log(`processes started and key generated      ${generatedMs.toFixed(0)} ms`)
  console.log(`partial key, ${threshold} of ${nodes} (${keys} keys), p50   ${at(0.5).toFixed(1)} ms`)
  console.log(
    `partial key, ${threshold} of ${nodes} (${keys} keys), p95   ${at(0.95).toFixed(1)} ms (target ${TARGET_P95_MS})`,
  )
  // Tells a slow program from a busy machine.
  console.log(`processor time a key, all processes      ${(cpuMs / keys).toFixed(1)} ms`)
} finally {
  await kgc.stop()
}
