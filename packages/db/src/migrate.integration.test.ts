import { createTestDatabase } from '@network3/testing/postgres'
import { expect, test } from 'vitest'
import { diffSchema } from './diff-schema.ts'
import { migrate } from './migrate.ts'
import { createClient } from './pool.ts'

test('the migrations give exactly prisma/schema.prisma', async () => {
  const database = await createTestDatabase()
  expect(await diffSchema(database.url)).toEqual([])
  await database.drop()
})

test('migrating again applies nothing, and Prisma’s own record of it is complete', async () => {
  const database = await createTestDatabase()
  expect(await migrate(database.url)).toEqual([])
  const client = createClient(database.url, 'migrate test')
  await client.connect()
  const { rows } = await client.query(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NULL',
  )
  expect(rows).toEqual([])
  await client.end()
  await database.drop()
})
