import { AppError } from '@network3/core/app-error'
import { createPool } from '@network3/db/pool'
import { expect, test } from 'vitest'
import { failureOf } from './failure.ts'
import { toTrpcError } from './to-trpc-error.ts'

test('a database that is away answers 503 and may be asked again; nothing of its address is told', async () => {
  // Port 1 of loopback: nobody listens there.
  const pool = createPool('postgresql://somebody:secret@127.0.0.1:1/network3')
  const error: unknown = await pool.query('SELECT 1').catch((caught: unknown) => caught)
  const failure = failureOf(toTrpcError(error))
  expect(failure).toMatchObject({ code: 'DATABASE_UNREACHABLE', status: 503, retryable: true })
  expect(JSON.stringify(failure)).not.toMatch(/127\.0\.0\.1|secret/)
  await pool.end()
})

test.each([
  ['a server that shuts down', Object.assign(new Error('terminating connection'), { code: '57P01' })],
  ['a connection that broke under a query', new Error('Connection terminated unexpectedly')],
  ['a pool that got no connection in time', new Error('timeout exceeded when trying to connect')],
])('%s is a database that is away', (_what, error) => {
  expect(failureOf(toTrpcError(error)).code).toBe('DATABASE_UNREACHABLE')
})

test('a fault of ours stays one, and an error of ours keeps its code', () => {
  expect(failureOf(toTrpcError(new Error('no such column')))).toMatchObject({ status: 500, retryable: false })
  expect(failureOf(toTrpcError(new AppError('NOT_FOUND', 'There is none.'))).code).toBe('NOT_FOUND')
})
