import { setTimeout as delay } from 'node:timers/promises'
import { readCell } from '@network3/testing/dump-tables'
import { waitUntil } from '@network3/testing/wait-until'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { echoModule } from '../testing/echo-module.ts'
import { startNetwork } from '../testing/start-network.ts'

/** kill -9 in npm test; test:deep does more. */
const KILLS = Math.min(Number(process.env.N3_KILLS ?? 10), 200)
/** For one job: a busy machine takes seconds to start a process again. */
const PATIENCE_MS = 120_000
/** Jobs that are under way at any time. */
const WORKERS = 4

let network: Awaited<ReturnType<typeof startNetwork>>
beforeAll(async () => {
  network = await startNetwork({ gateways: 2, nodes: 2, slots: 8 })
})
afterAll(() => network?.stop())

test(
  `${KILLS} kill -9 of agents and gateways under load lose no job and pay none twice`,
  async () => {
    const client = network.client()
    const module = echoModule('kills')
    const done: string[] = []
    let isOver = false
    const work = async (worker: number) => {
      for (let index = 0; !isOver; index++) {
        const text = `job ${worker}.${index}`
        const { jobId } = await client.submit({
          kind: 'wasm',
          module,
          input: Buffer.from(text),
          requestKey: text,
        })
        const job = await client.wait(jobId, { signal: AbortSignal.timeout(PATIENCE_MS) })
        expect(job, JSON.stringify(job)).toMatchObject({ state: 'returned' })
        expect(new TextDecoder().decode((await client.open(jobId)).output)).toBe(text)
        await client.accept(jobId, { arrearsUnits: 100n })
        done.push(jobId)
      }
    }
    const working = Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)))
    const parts = [...network.nodes, ...network.gateways]
    const killing = (async () => {
      for (let kill = 0; kill < KILLS; kill++) {
        // At no particular moment: that is the test.
        await delay(100 + Math.random() * 400)
        const part = parts[kill % parts.length]
        await part?.program.stop('SIGKILL')
        await part?.restart()
      }
      isOver = true
    })()
    await Promise.all([working, killing])

    expect(done.length).toBeGreaterThan(WORKERS)
    const count = (sql: string) => readCell(network.databaseUrl, `SELECT count(*)::int FROM ${sql}`)
    expect(await count('job')).toBe(done.length)
    expect(await count("job WHERE status IN ('accepted', 'settled')")).toBe(done.length)
    // One result per job was taken, whatever else was tried, and each was counted once.
    expect(await count("job_attempt WHERE status = 'returned'")).toBe(done.length)
    expect(await count("job_attempt WHERE status NOT IN ('returned', 'ended')")).toBe(0)
    expect(await count('work_receipt WHERE is_valid')).toBe(done.length)
    // What an agent had finished when it was killed, it offered again from its disk until a gateway had it.
    await waitUntil('no agent keeps a result', () => network.keptResults().length === 0)
    const units = await readCell(network.databaseUrl, 'SELECT cumulative_units::text FROM lease_voucher')
    const dueMs = await readCell(network.databaseUrl, 'SELECT sum(billed_ms)::text FROM job')
    expect(BigInt(String(units))).toBe((BigInt(String(dueMs)) + 999n) / 1000n)
  },
  PATIENCE_MS + KILLS * 10_000,
)
