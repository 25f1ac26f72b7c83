import type { Address } from '@network3/core/hex'
import { createTestDatabase } from '@network3/testing/postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPool, type Pool } from '../pool.ts'
import { findGatewaySessions } from '../queries/node-session/find-gateway-sessions.ts'
import { findNodeOperators } from '../queries/node-session/find-node-operators.ts'
import { findSessionOwners } from '../queries/node-session/find-session-owners.ts'
import { markNodeMinutes } from './node-days.ts'
import { setNodeCapacities, touchNodeSessions } from './node-heartbeats.ts'
import { endNodeSessions, type OpenedSession, openNodeSessions, sweepNodeSessions } from './node-sessions.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let pool: Pool
beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool(database.url, { maxConnections: 4 })
})
beforeEach(() => pool.query('TRUNCATE node_session, node_status_change, node_day'))
afterAll(async () => {
  await pool.end()
  await database.drop()
})

const T0 = Date.UTC(2026, 0, 31, 12)
const nodeOf = (index: number): Address => `0x${index.toString(16).padStart(40, '0')}`
const session = (index: number, stream: string, at = T0): OpenedSession => ({
  node: nodeOf(index),
  stream,
  openedAt: at,
  seenAt: at,
  pausedReason: null,
  slots: 4,
  freeSlots: 3,
  memoryBytes: 2 ** 33,
  kinds: ['wasm', 'onnx'],
  classes: [],
  load: 5,
  agent: 'test/1',
  subnet: `0x${'07'.repeat(32)}`,
})
const historyOf = async (index: number) => {
  const { rows } = await pool.query<{ words: string }>(
    `SELECT concat_ws(' ', status, reason, gateway) AS words FROM node_status_change
     WHERE node = decode($1, 'hex') ORDER BY id`,
    [nodeOf(index).slice(2)],
  )
  return rows.map((row) => row.words)
}
const rowOf = async (index: number) => {
  const { rows } = await pool.query('SELECT * FROM node_session WHERE node = decode($1, $2)', [
    nodeOf(index).slice(2),
    'hex',
  ])
  return rows[0]
}
const end = (index: number, stream: string) => ({
  ...{ node: nodeOf(index), stream, endedAt: T0 + 9_000 },
  ...({ standing: 'NODE_OFFLINE_LOST', reason: 'SESSION_SILENT' } as const),
})

describe('node sessions', () => {
  it('are opened once, however often the same batch is written, and end once', async () => {
    const batch = [session(1, 'a'), session(2, 'b')]
    expect(await openNodeSessions(pool, 'g1', batch)).toEqual([])
    expect(await openNodeSessions(pool, 'g1', batch)).toEqual([])
    expect(await historyOf(1)).toEqual(['online NODE_ONLINE g1'])
    expect(await rowOf(1)).toMatchObject({ kinds: ['wasm', 'onnx'], classes: [], memory_bytes: 2n ** 33n })
    await endNodeSessions(pool, 'g1', [end(1, 'a')])
    await endNodeSessions(pool, 'g1', [end(1, 'a')])
    expect(await historyOf(1)).toEqual(['online NODE_ONLINE g1', 'offline SESSION_SILENT g1'])
    expect(await rowOf(1)).toMatchObject({ offline_reason: 'NODE_OFFLINE_LOST', free_slots: 0 })
    expect((await findGatewaySessions(pool, 'g1')).map((row) => row.stream)).toEqual(['b'])
  })

  it('go to the gateway that opened last; the earlier one can neither touch nor end them', async () => {
    await openNodeSessions(pool, 'g1', [session(1, 'a')])
    expect(await openNodeSessions(pool, 'g2', [session(1, 'b', T0 + 5_000)])).toEqual([
      { node: nodeOf(1), gateway: 'g1' },
    ])
    const beat = { node: nodeOf(1), stream: 'a', seenAt: T0 + 60_000, freeSlots: 0, load: 900 }
    expect(await touchNodeSessions(pool, 'g1', [beat])).toBe(0)
    await setNodeCapacities(pool, 'g1', [{ ...session(1, 'a'), slots: 99 }])
    await endNodeSessions(pool, 'g1', [end(1, 'a')])
    expect(await rowOf(1)).toMatchObject({ gateway: 'g2', offline_reason: null, slots: 4, load: 5 })
    expect(await historyOf(1)).toEqual([
      'online NODE_ONLINE g1',
      'offline NODE_OFFLINE_REPLACED g1',
      'online NODE_ONLINE g2',
    ])
    expect((await findSessionOwners(pool, [nodeOf(1), nodeOf(9)])).get(nodeOf(1))).toEqual({
      ...{ gateway: 'g2', stream: 'b', isOnline: true },
    })
    expect(await touchNodeSessions(pool, 'g2', [{ ...beat, stream: 'b' }])).toBe(1)
    expect(await rowOf(1)).toMatchObject({ load: 900, last_seen_at: new Date(T0 + 60_000) })
  })

  it('of a dead gateway are swept when they are stale, by itself at its start or by another', async () => {
    await openNodeSessions(pool, 'dead', [session(1, 'a'), session(2, 'b', T0 + 100_000)])
    await openNodeSessions(pool, 'alive', [session(3, 'c')])
    const stale = { at: new Date(T0 + 120_000), seenBefore: new Date(T0 + 10_000), except: 'alive' }
    expect(await sweepNodeSessions(pool, stale)).toBe(1)
    expect(await rowOf(1)).toMatchObject({ offline_reason: 'NODE_OFFLINE_GATEWAY' })
    expect(await sweepNodeSessions(pool, { at: stale.at, gateway: 'dead' })).toBe(1)
    expect(await historyOf(2)).toEqual(['online NODE_ONLINE dead', 'offline NODE_OFFLINE_GATEWAY dead'])
    expect(await rowOf(3)).toMatchObject({ offline_reason: null })
  })

  it('two gateways that open the same thousand nodes at once end with one owner each and a history in order', async () => {
    const nodes = Array.from({ length: 1_000 }, (_, index) => index)
    const open = (gateway: string, order: number[]) =>
      openNodeSessions(
        pool,
        gateway,
        order.map((index) => session(index, `${gateway}-${index}`)),
      )
    await Promise.all([open('g1', nodes), open('g2', nodes.toReversed())])
    const owners = await findSessionOwners(pool, nodes.map(nodeOf))
    expect(owners.size).toBe(1_000)
    for (const [, owner] of owners) expect(owner.stream.startsWith(owner.gateway)).toBe(true)
  })
})

describe('markNodeMinutes', () => {
  it('adds minutes to a day, two bytes of one node in one call too, and takes none away', async () => {
    const mark = (index: number, bits: number) => ({ node: nodeOf(1), day: '2026-01-31', index, bits })
    await markNodeMinutes(pool, [mark(0, 0b1000_0000), mark(179, 1), { ...mark(0, 4), day: '2026-02-01' }])
    await markNodeMinutes(pool, [mark(0, 0b0100_0000)])
    const { rows } = await pool.query<{ minutes: Buffer }>('SELECT minutes FROM node_day ORDER BY day')
    expect([rows.length, rows[0]?.minutes.length]).toEqual([2, 180])
    expect([rows[0]?.minutes[0], rows[0]?.minutes[179], rows[1]?.minutes[0]]).toEqual([0b1100_0000, 1, 4])
  })
})

describe('findNodeOperators', () => {
  it('knows registered nodes only', async () => {
    await pool.query(
      `INSERT INTO node (address, operator, capabilities, country, spec_hash, registered_block, registered_at, retired_at)
       SELECT decode(a, 'hex'), decode($3, 'hex'), 1, 'DE', decode(repeat('00', 32), 'hex'), 1, now(), r
       FROM (VALUES ($1, NULL::timestamptz), ($2, now())) AS n(a, r)`,
      [nodeOf(1).slice(2), nodeOf(2).slice(2), nodeOf(77).slice(2)],
    )
    const operators = await findNodeOperators(pool, [nodeOf(1), nodeOf(2), nodeOf(3)])
    expect([...operators]).toEqual([[nodeOf(1), nodeOf(77)]])
  })
})
