import { isProcessAlive } from '@network3/local-servers/process-identity'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { createActors } from './actors.ts'
import { startAnvil } from './anvil.ts'
import { createTestDatabase } from './postgres.ts'

test('a clone holds its own rows, and two clones do not see each other', async () => {
  const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()])
  for (const [database, text] of [
    [first, 'a'],
    [second, 'b'],
  ] as const) {
    const client = new Client({ connectionString: database.url })
    await client.connect()
    await client.query('CREATE TABLE probe AS SELECT $1::text AS word', [text])
    expect((await client.query('SELECT word FROM probe')).rows).toEqual([{ word: text }])
    await client.end()
  }
  await Promise.all([first.drop(), second.drop()])
})

test('dropping a clone that is still connected to fails, and names the connection', async () => {
  const database = await createTestDatabase()
  const client = new Client({ connectionString: database.url, application_name: 'the leak' })
  client.on('error', () => {})
  await client.connect()
  await expect(database.drop()).rejects.toThrow(/the leak/)
})

test('a test chain is an OP-stack chain with funded actors, and ends with its process', async () => {
  const anvil = await startAnvil()
  const actors = await createActors(anvil.rpcUrl, 12)
  const last = actors[11]
  if (last === undefined) throw new Error('unreachable')
  const hash = await last.sendTransaction({ to: last.account.address, value: 1n })
  const receipt = await last.waitForTransactionReceipt({ hash })
  expect(receipt.status).toBe('success')
  await anvil.stop()
  expect(isProcessAlive(anvil.identity)).toBe(false)
})
