import type { Hex } from '@network3/core/hex'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, createClient } from '../pool.ts'
import { byteaArray, int8Array, numericArray } from './binary-array.ts'

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.url, 'binary array test')
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const bytes = fc.uint8Array({ maxLength: 40 }).map((item): Hex => `0x${Buffer.from(item).toString('hex')}`)
const whole = fc.oneof(
  fc.bigInt(-(2n ** 256n) + 1n, 2n ** 256n - 1n),
  fc
    .tuple(fc.bigInt(-9_999n, 9_999n), fc.nat({ max: 72 }))
    .map(([value, zeros]) => value * 10n ** BigInt(zeros)),
)

test('arrays written as bytes arrive as the values they were, whatever their size, sign and number', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(bytes),
      fc.array(whole),
      fc.array(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)),
      async (items, amounts, numbers) => {
        const { rows } = await client.query<{ items: Buffer[]; amounts: string[]; numbers: string[] }>({
          name: 'echo-arrays',
          text: 'SELECT $1::bytea[] AS items, $2::numeric[]::text[] AS amounts, $3::int8[]::text[] AS numbers',
          values: [byteaArray(items), numericArray(amounts), int8Array(numbers)],
        })
        expect(rows[0]?.items.map((item) => `0x${item.toString('hex')}`)).toEqual(items)
        expect(rows[0]?.amounts.map(BigInt)).toEqual(amounts)
        expect(rows[0]?.numbers.map(BigInt)).toEqual(numbers)
      },
    ),
    { numRuns: 200 },
  )
})
