import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Address } from '@network3/core/hex'
import { newId } from '@network3/core/ids'
import { createPostgresBus } from '@network3/db/bus/create-postgres-bus'
import { createPool, type Pool } from '@network3/db/pool'
import { putBlob } from '@network3/db/write/blobs'
import { insertJob } from '@network3/db/write/insert-job'

/** Jobs a second: nodes are idle, and nothing queues behind anything. */
const PER_SECOND = 10
const TOPIC = 'jobs.queued'

const sha256 = (bytes: Uint8Array) => `0x${createHash('sha256').update(bytes).digest('hex')}` as const

/**
 * Submits jobs one after the other, as the API does: row, commit, notice. Each names three nodes, as a lease does. Milliseconds from
 * before the insert to when the gateway has heard that the node runs it, by clocks of one machine.
 */
export async function measureDispatch(databaseUrl: string, jobs: number) {
  const pool = createPool(databaseUrl, { maxConnections: 2, applicationName: 'network3-bench' })
  const bus = createPostgresBus({ databaseUrl, pool })
  try {
    const content = Buffer.from('nothing is run here')
    const blob = {
      hash: sha256(content),
      content,
      now: new Date(),
      expiresAt: new Date(Date.now() + 3_600_000),
    }
    await putBlob(pool, blob)
    const limits = { memoryBytes: 1_000_000, gas: '1000000', wallMs: 5_000, outputBytes: 1_000 }
    for (let count = 0; count < jobs; count++) {
      const sealedTo = await chooseNodes(pool)
      const createdAt = new Date()
      const id = newId('job', createdAt)
      await insertJob(pool, {
        ...{
          id,
          request: null,
          origin: 'audit',
          kind: 'wasm',
          class: 'D0',
          visibility: 'public',
          sealedTo,
        },
        ...{
          moduleBlob: blob.hash,
          inputBlob: blob.hash,
          createdAt,
          deadlineAt: new Date(+createdAt + 600_000),
        },
        terms: { args: [], seed: sha256(Buffer.from(id)), clockMs: 0, limits, submitter: null },
      })
      await bus.publish(TOPIC, id)
      await delay(1_000 / PER_SECOND)
    }
    await delay(2_000)
    const { rows } = await pool.query<{ p50: number; p95: number; started: number }>(
      `SELECT round(percentile_disc(0.5) WITHIN GROUP (ORDER BY ms))::int AS p50,
         round(percentile_disc(0.95) WITHIN GROUP (ORDER BY ms))::int AS p95, count(*)::int AS started
       FROM (SELECT (extract(epoch FROM a.started_at - j.created_at) * 1000)::float8 AS ms
             FROM job j JOIN job_attempt a ON a.job_id = j.id WHERE a.started_at IS NOT NULL) s`,
    )
    return rows[0] ?? { p50: Number.NaN, p95: Number.NaN, started: 0 }
  } finally {
    await bus.close()
    await pool.end()
  }
}

/** Of those that have a slot. */
async function chooseNodes(pool: Pool): Promise<Address[]> {
  const { rows } = await pool.query<{ node: Buffer }>(
    `SELECT node FROM node_session WHERE offline_reason IS NULL AND slots > 0 ORDER BY random() LIMIT 3`,
  )
  return rows.map(({ node }): Address => `0x${node.toString('hex')}`)
}
