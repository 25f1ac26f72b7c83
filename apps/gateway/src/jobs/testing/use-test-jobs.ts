import { createPostgresBus } from '@network3/db/bus/create-postgres-bus'
import { createPool, type Pool } from '@network3/db/pool'
import { findAttempts } from '@network3/db/queries/job/find-attempts'
import { getJob } from '@network3/db/queries/job/get-job'
import type { Bus } from '@network3/service/bus'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { waitUntil } from '@network3/testing/wait-until'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { startTestJobs, submitJob, type TestGateway } from './start-test-jobs.ts'
import { joinWorker, type WorkerOptions } from './worker-node.ts'

const byteOf = (byte: number) => byte.toString(16).padStart(2, '0')

/** A database and a bus for one test file, and gateways and nodes for each of its tests. */
export function useTestJobs() {
  let database: TestDatabase
  let pool: Pool
  let bus: Bus
  const gateways: TestGateway[] = []
  beforeAll(async () => {
    database = await createTestDatabase()
    pool = createPool(database.url, { maxConnections: 8 })
    bus = createPostgresBus({ databaseUrl: database.url, pool })
  })
  afterEach(async () => {
    for (const gateway of gateways.splice(0)) await gateway.close()
    await pool.query("UPDATE job SET wanted = 0, status = 'failed', reason = 'JOB_CANCELLED'")
    await pool.query("UPDATE job_attempt SET status = 'ended' WHERE status <> 'returned'")
  })
  afterAll(async () => {
    await bus.close()
    await pool.end()
    await database.drop()
  })
  return {
    pool: () => pool,
    bus: () => bus,
    start: (id: string, options: Parameters<typeof startTestJobs>[2] = {}): TestGateway => {
      const gateway = startTestJobs({ pool, bus }, id, options)
      gateways.push(gateway)
      return gateway
    },
    /** A node whose key, owner and network are made of one byte. */
    join: (gateway: TestGateway, byte: number, options: Partial<WorkerOptions> = {}) =>
      joinWorker({
        ...{
          hub: gateway.hub,
          pool,
          key: `0x${byteOf(byte).repeat(32)}`,
          subnet: `0x${byteOf(byte).repeat(32)}`,
        },
        ...{ operator: `0x${byteOf(byte).repeat(20)}`, manner: 'works', ...options },
      }),
    submit: (changes: Parameters<typeof submitJob>[1] = {}) => submitJob({ pool, bus }, changes),
    until: (jobId: string, status: string) =>
      waitUntil(`${jobId} is ${status}`, async () => {
        const job = await getJob(pool, jobId)
        return job?.status === status && job
      }),
    jobOf: (jobId: string) => getJob(pool, jobId),
    attemptsOf: (jobId: string) => findAttempts(pool, [jobId]),
    receiptsOf: async (jobId: string): Promise<unknown[]> => {
      const sql = 'SELECT fence, is_valid FROM work_receipt WHERE job_id = $1 ORDER BY fence'
      return (await pool.query(sql, [jobId])).rows
    },
  }
}
