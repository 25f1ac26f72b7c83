import { createPool, type Pool } from '@network3/db/pool'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { createTestAgent, type TestAgentOptions } from './test-agent.ts'
import { startTestGateway, type TestGatewayOptions } from './test-gateway.ts'

/** A database for the file; gateways and agents of a test are gone after it. `prefix` begins the gateways' names. */
export function useGateways(prefix: string) {
  let database: TestDatabase | undefined
  let pool: Pool | undefined
  let number = 0
  const closers: (() => unknown)[] = []
  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('The database is there inside tests only.')
    return value
  }
  beforeAll(async () => {
    database = await createTestDatabase()
    pool = createPool(database.url, { maxConnections: 2 })
  })
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close()
  })
  afterAll(async () => {
    await pool?.end()
    await database?.drop()
  })
  return {
    pool: () => there(pool),
    databaseUrl: () => there(database).url,
    closeAfter: (close: () => unknown) => void closers.push(close),
    async start(options: Partial<TestGatewayOptions> = {}) {
      number += 1
      const gateway = await startTestGateway({
        ...{ databaseUrl: there(database).url, gatewayId: `${prefix}${number}` },
        ...options,
      })
      closers.push(gateway.stop)
      return gateway
    },
    agentOf(gateway: { url: string }, options: Partial<TestAgentOptions> = {}) {
      const agent = createTestAgent({ url: gateway.url, ...options })
      closers.push(agent.leave)
      return agent
    },
  }
}

export const handleOf = (index: number) => ({
  jobId: `job_${index.toString(16).padStart(32, '0')}`,
  fence: 1,
})
