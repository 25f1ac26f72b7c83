import type { Hex } from '@network3/core/hex'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, createClient } from '../pool.ts'
import { insertBlocks } from './blocks.ts'
import { deleteEventsAbove, type EventRow, insertEvents } from './events.ts'

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.url, 'events test')
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

const hex = (minLength: number, maxLength = minLength) =>
  fc.uint8Array({ minLength, maxLength }).map((bytes): Hex => `0x${Buffer.from(bytes).toString('hex')}`)

const eventRow: fc.Arbitrary<EventRow> = fc.record({
  blockNumber: fc.bigInt(1n, 2n ** 53n - 1n),
  logIndex: fc.nat(),
  blockHash: hex(32),
  // Years 1970 to 2100: seconds before 2000 are negative in PostgreSQL's own count.
  minedAt: fc.integer({ min: 0, max: 4_102_444_800 }),
  txHash: hex(32),
  ...{ contract: fc.constant('staking'), name: fc.constantFrom('Staked', 'PoolUpdated', 'Unknown') },
  operator: fc.option(hex(20)),
  account: fc.option(hex(20)),
  node: fc.option(hex(20)),
  amountWei: fc.option(
    fc.oneof(
      fc.bigInt(0n, 2n ** 256n - 1n),
      fc.nat({ max: 77 }).map((digits) => 10n ** BigInt(digits)),
      fc.nat({ max: 60 }).map((digits) => 9_999n * 10n ** BigInt(digits)),
    ),
  ),
  topics: fc.array(hex(32), { maxLength: 4 }),
  data: hex(0, 500),
})

test('what binary COPY writes is read back the same, byte for byte and wei for wei', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(eventRow, { selector: (row) => row.blockNumber }), async (rows) => {
      await client.query('BEGIN')
      await insertBlocks(
        client,
        rows.map(({ blockNumber: number, blockHash, minedAt }) => ({
          ...{ number, hash: blockHash, parentHash: null, minedAt },
        })),
      )
      await insertEvents(client, rows)
      const read = await deleteEventsAbove(client, 0n)
      await client.query('ROLLBACK')
      const ordered = rows.toSorted(
        (a, b) => Number(a.blockNumber - b.blockNumber) || a.logIndex - b.logIndex,
      )
      expect(read).toEqual(ordered)
    }),
    { numRuns: 60 },
  )
})

test('an event whose block is not known breaks what would undo it, instead of being left out', async () => {
  const [row] = fc.sample(eventRow, { numRuns: 1, seed: 1 })
  if (row === undefined) throw new Error('No sample.')
  await client.query('BEGIN')
  await insertEvents(client, [row])
  await expect(deleteEventsAbove(client, 0n)).rejects.toThrow()
  await client.query('ROLLBACK')
})

test('an event that is there already is never overwritten', async () => {
  const [row] = fc.sample(eventRow, { numRuns: 1, seed: 1 })
  if (row === undefined) throw new Error('No sample.')
  await client.query('BEGIN')
  await insertEvents(client, [row])
  await expect(insertEvents(client, [row])).rejects.toMatchObject({ code: '23505' })
  await client.query('ROLLBACK')
})
