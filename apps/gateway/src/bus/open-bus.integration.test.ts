import { createPool } from '@network3/db/pool'
import type { Bus } from '@network3/service/bus'
import { createLogger } from '@network3/service/logger'
import { readCell } from '@network3/testing/dump-tables'
import { findNatsServer, startNatsServer } from '@network3/testing/nats-server'
import { createTestDatabase } from '@network3/testing/postgres'
import { waitUntil } from '@network3/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBus } from './open-bus.ts'

const nats = await findNatsServer()
const logger = createLogger('test', 'silent')

type Driver = {
  /** Another process's end of the same bus. */
  open(): Promise<Bus>
  databaseUrl: string
  /** Breaks every connection of the bus. */
  interrupt(): Promise<unknown>
  stop(): Promise<unknown>
}

async function startPostgresDriver(): Promise<Driver> {
  const database = await createTestDatabase()
  const pool = createPool(database.url, { maxConnections: 2 })
  return {
    databaseUrl: database.url,
    open: () => openBus({ natsUrl: undefined, databaseUrl: database.url, pool, logger }),
    interrupt: () =>
      readCell(
        database.url,
        `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'network3-bus'`,
      ),
    stop: async () => {
      await pool.end()
      await database.drop()
    },
  }
}

async function startNatsDriver(binary: string): Promise<Driver> {
  const server = await startNatsServer(binary)
  const database = await createTestDatabase()
  const pool = createPool(database.url, { maxConnections: 1 })
  return {
    databaseUrl: database.url,
    open: () => openBus({ natsUrl: server.url, databaseUrl: database.url, pool, logger }),
    interrupt: server.restart,
    stop: async () => {
      await pool.end()
      await Promise.all([database.drop(), server.stop()])
    },
  }
}

function contract(start: () => Promise<Driver>) {
  let driver: Driver
  const buses: Bus[] = []
  const open = async () => {
    const bus = await driver.open()
    buses.push(bus)
    return bus
  }
  const collect = async (bus: Bus, topic: string) => {
    const seen: string[] = []
    let gaps = 0
    const subscription = await bus.subscribe(
      topic,
      (payload) => void seen.push(payload),
      () => {
        gaps += 1
      },
    )
    return { seen, gaps: () => gaps, close: subscription.close }
  }
  beforeAll(async () => {
    driver = await start()
  })
  afterAll(async () => {
    await Promise.all(buses.map((bus) => bus.close()))
    await driver.stop()
  })

  it('brings each message of a topic to every process once and in order, beginning with the subscription', async () => {
    const [here, there] = [await open(), await open()]
    const other = await collect(there, 'test.other')
    const [a, b] = [await collect(here, 'test.order'), await collect(there, 'test.order')]
    const sent = Array.from({ length: 200 }, (_, index) => JSON.stringify({ index }))
    for (const payload of sent) await here.publish('test.order', payload)
    await waitUntil('both had them', () => a.seen.length >= 200 && b.seen.length >= 200)
    expect([a.seen, b.seen]).toEqual([sent, sent])
    expect([other.seen, a.gaps(), b.gaps()]).toEqual([[], 0, 0])
  })

  it('brings what a process publishes that knows only the database, such as the website, and brings it once', async () => {
    const bus = await open()
    const { seen } = await collect(bus, 'test.website')
    await readCell(driver.databaseUrl, `SELECT pg_notify('n3.test.website', '"of the website"')`)
    await waitUntil('it came', () => seen.length > 0)
    await bus.publish('test.website', '"of a gateway"')
    await waitUntil('the other came', () => seen.length > 1)
    expect(seen).toEqual(['"of the website"', '"of a gateway"'])
  })

  it('carries 7,000 bytes and no words lost on the way', async () => {
    const bus = await open()
    const { seen } = await collect(bus, 'test.large')
    const payload = JSON.stringify({ words: 'ü“\\\n'.repeat(700) })
    await bus.publish('test.large', payload)
    await waitUntil('it came', () => seen.length > 0)
    expect(seen).toEqual([payload])
  })

  it('gives nothing more after close, and refuses what is no topic', async () => {
    const bus = await open()
    const [closed, still] = [await collect(bus, 'test.close'), await collect(bus, 'test.close')]
    await closed.close()
    await bus.publish('test.close', '1')
    await waitUntil('it came', () => still.seen.length > 0)
    expect(closed.seen).toEqual([])
    await expect(bus.publish('Not a topic', '1')).rejects.toThrow('Not a topic')
  })

  it('comes back after an interruption, tells of the gap, and repeats nothing', async () => {
    const [here, there] = [await open(), await open()]
    const { seen, gaps } = await collect(there, 'test.gap')
    await here.publish('test.gap', 'before')
    await waitUntil('the first came', () => seen.length === 1)
    await driver.interrupt()
    await waitUntil('the gap was told', () => gaps() > 0)
    await waitUntil('a message came again', async () => {
      await here.publish('test.gap', `after-${seen.length}`).catch(() => undefined)
      return seen.length >= 3
    })
    expect(seen.filter((payload) => payload === 'before')).toHaveLength(1)
  })
}

describe('the bus over Postgres', () => contract(startPostgresDriver))

if (nats === undefined) {
  describe.skip('the bus over NATS: there is no nats-server, and no apt-get to fetch one', () => {
    it('is the same', () => {})
  })
} else {
  describe('the bus over NATS', () => contract(() => startNatsDriver(nats)))
}
