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

/** A database in which the first migration stopped between two statements, as kill -9 leaves it. */
async function interrupt(url: string, sql: string): Promise<void> {
  const client = createClient(url, 'migrate test')
  await client.connect()
  await client.query(
    `${sql}; UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%_storage'`,
  )
  await client.end()
}

test('a first migration that was cut short is begun anew', async () => {
  const database = await createTestDatabase()
  await interrupt(database.url, 'DROP TABLE operator_rank, epoch_file')
  expect((await migrate(database.url)).length).toBeGreaterThanOrEqual(2)
  expect(await migrate(database.url)).toEqual([])
  await database.drop()
})

test('a migration that was cut short over data is refused with what to do, and the data stays', async () => {
  const database = await createTestDatabase()
  await interrupt(
    database.url,
    `INSERT INTO indexer_tip VALUES (1, 1, '', 1, 1, '', now(), 1, 1, 1, 0, NULL, NULL, NULL, NULL, now())`,
  )
  await expect(migrate(database.url)).rejects.toMatchObject({
    ...{ code: 'DATABASE_CONFLICT', message: expect.stringContaining('--reset') },
  })
  await database.drop()
})
