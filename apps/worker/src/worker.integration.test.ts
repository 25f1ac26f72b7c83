import { spawn } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Address } from '@network3/core/hex'
import { newId } from '@network3/core/ids'
import { createPool, type Pool } from '@network3/db/pool'
import { findDeliveries } from '@network3/db/queries/webhook/find-deliveries'
import { getWebhook } from '@network3/db/queries/webhook/find-webhooks'
import { insertMessages } from '@network3/db/write/outbox-messages'
import { insertTestDelivery, replayDeliveries } from '@network3/db/write/webhook-deliveries'
import { insertWebhook, revokeWebhook, rotateWebhookSecret } from '@network3/db/write/webhooks'
import { createLogger } from '@network3/service/logger'
import { createSecretBox } from '@network3/service/webhooks/webhook-secret'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { programEnv } from '@network3/testing/program-env'
import { waitUntil } from '@network3/testing/wait-until'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runWorker } from './run-worker.ts'

type Received = { path: string; headers: IncomingHttpHeaders; body: string }

const ACCOUNT: Address = `0x${'a1'.repeat(20)}`
const OTHER: Address = `0x${'b2'.repeat(20)}`
const secretsKey = randomBytes(32)
const box = createSecretBox(secretsKey)
const received: Received[] = []
/** What the receiver answers at a path; 204 where nothing is said. */
const answers = new Map<string, number>()
/** Until it resolves, /slow does not answer. */
const slow = Promise.withResolvers<void>()
const server = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  const path = request.url ?? ''
  received.push({ path, headers: request.headers, body })
  if (path === '/slow') await slow.promise
  response.writeHead(answers.get(path) ?? 204).end()
})

let database: TestDatabase
let pool: Pool
let worker: Awaited<ReturnType<typeof runWorker>>
const start = () =>
  runWorker({
    ...{ databaseUrl: database.url, port: 0, secretsKey, allowsLoopback: true, concurrency: 8, lookMs: 50 },
    logger: createLogger('worker-test', 'silent'),
  })

beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool(database.url, { maxConnections: 4 })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  worker = await start()
})
afterAll(async () => {
  await worker.close()
  server.closeAllConnections()
  server.close()
  await pool.end()
  await database.drop()
})

async function createWebhook(path: string, account = ACCOUNT) {
  const id = newId('webhook')
  const secret = randomBytes(32)
  const { port } = server.address() as AddressInfo
  const webhook = {
    ...{ id, account, url: `http://127.0.0.1:${port}${path}`, description: '', secret: box.seal(secret, id) },
    ...{ events: ['job.returned', 'job.failed'] as const, createdAt: new Date() },
  }
  expect(await insertWebhook(pool, webhook, 20)).toMatchObject({ id, state: 'active' })
  return { id, secret, at: () => received.filter((each) => each.path === path) }
}

const tell = (data: object, occurredAt = new Date(), account = ACCOUNT) =>
  insertMessages(pool, [{ event: 'job.returned', accounts: [account], data, occurredAt, place: null }])

const deliveriesOf = (webhookId: string) => findDeliveries(pool, { webhookId, limit: 100 })
const isOver = (webhookId: string, count: number) =>
  waitUntil('the deliveries ended', async () => {
    const all = await deliveriesOf(webhookId)
    return all.length >= count && all.every(({ state }) => state !== 'pending') && all
  })
const makeDue = (webhookId: string) =>
  pool.query(
    "UPDATE webhook_delivery SET next_attempt_at = now() WHERE webhook_id = $1 AND state = 'pending'",
    [webhookId],
  )
const waitForAttempts = (webhookId: string, attempts: number) =>
  waitUntil(
    `attempt ${attempts} was made`,
    async () => ((await deliveriesOf(webhookId))[0]?.attempts ?? 0) >= attempts,
  )

function signatureOf({ headers, body }: Received, secret: Buffer): string {
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  return `v1,${createHmac('sha256', secret).update(text).digest('base64')}`
}

test('what happens to an account is told once to each of its webhooks, signed, and to nobody else', async () => {
  const [mine, second, theirs] = [
    await createWebhook('/mine'),
    await createWebhook('/second'),
    await createWebhook('/theirs', OTHER),
  ]
  expect(await tell({ jobId: 'job_1' })).toBe(1)
  await isOver(mine.id, 1)
  await isOver(second.id, 1)
  const [message] = mine.at()
  if (message === undefined) throw new Error('nothing came')
  expect(JSON.parse(message.body)).toEqual({
    ...{ type: 'job.returned', data: { jobId: 'job_1' } },
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
  })
  expect(message.headers['content-type']).toBe('application/json')
  expect(Math.abs(Number(message.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60)
  expect(message.headers['webhook-signature']).toBe(signatureOf(message, mine.secret))
  expect(second.at()[0]?.headers['webhook-id']).toBe(message.headers['webhook-id'])
  expect([mine.at().length, second.at().length, theirs.at().length]).toEqual([1, 1, 0])
  expect(await deliveriesOf(mine.id)).toMatchObject([
    { state: 'delivered', reason: 'DELIVERY_TAKEN', attempts: 1, history: [{ status: 204 }] },
  ])
})

test('nothing is told of what was before the subscription, or nobody subscribed to', async () => {
  const late = await createWebhook('/late', `0x${'c3'.repeat(20)}`)
  const before = new Date(Date.now() - 60_000)
  expect(await tell({}, before, `0x${'c3'.repeat(20)}`)).toBe(0)
  expect(await tell({}, new Date(), `0x${'d4'.repeat(20)}`)).toBe(0)
  expect(await deliveriesOf(late.id)).toEqual([])
})

test('for a day after a rotation both secrets sign; then the new one alone', async () => {
  const webhook = await createWebhook('/rotated', `0x${'e5'.repeat(20)}`)
  const account: Address = `0x${'e5'.repeat(20)}`
  const secret = randomBytes(32)
  const rotate = (previousUntil: Date) =>
    rotateWebhookSecret(pool, {
      ...{ account, id: webhook.id, secret: box.seal(secret, webhook.id), previousUntil },
      isCurrent: () => false,
    })
  await rotate(new Date(Date.now() + 60_000))
  await tell({ n: 1 }, new Date(), account)
  await isOver(webhook.id, 1)
  const [first] = webhook.at()
  if (first === undefined) throw new Error('nothing came')
  const both = [signatureOf(first, secret), signatureOf(first, webhook.secret)]
  expect(first.headers['webhook-signature']).toBe(both.join(' '))
  await pool.query('UPDATE webhook SET previous_until = now() WHERE id = $1', [webhook.id])
  await tell({ n: 2 }, new Date(), account)
  await isOver(webhook.id, 2)
  const second = webhook.at()[1]
  expect(second?.headers['webhook-signature']).toBe(second && signatureOf(second, secret))
})

test('a receiver that fails is asked ten times; then the webhook is off, says why, and a test that is taken turns it on', async () => {
  const account: Address = `0x${'f6'.repeat(20)}`
  const webhook = await createWebhook('/failing', account)
  answers.set('/failing', 503)
  await tell({ n: 1 }, new Date(), account)
  await tell({ n: 2 }, new Date(), account)
  await waitForAttempts(webhook.id, 1)
  const [retried] = await deliveriesOf(webhook.id)
  const waitMs = (retried?.nextAttemptAt?.getTime() ?? 0) - Date.now()
  expect(waitMs).toBeLessThan(6_000)
  expect(retried).toMatchObject({ state: 'pending', reason: 'DELIVERY_STATUS' })
  for (let attempt = 2; attempt < 10; attempt++) {
    await makeDue(webhook.id)
    await waitForAttempts(webhook.id, attempt)
  }
  await pool.query("UPDATE webhook SET failing_since = now() - interval '4 days' WHERE id = $1", [webhook.id])
  await makeDue(webhook.id)
  const ended = await isOver(webhook.id, 2)
  const [id] = new Set(webhook.at().map(({ headers }) => headers['webhook-id']))
  expect(webhook.at().filter(({ headers }) => headers['webhook-id'] === id).length).toBeGreaterThanOrEqual(9)
  expect(ended.some(({ attempts, history }) => attempts === 10 && history.length === 10)).toBe(true)
  expect(await getWebhook(pool, account, webhook.id)).toMatchObject({
    ...{ state: 'disabled', reason: 'WEBHOOK_FAILING', detail: 'It answered 503.' },
  })
  expect(await tell({ n: 3 }, new Date(), account)).toBe(0)

  answers.delete('/failing')
  const trial = {
    ...{ id: newId('delivery'), webhookId: webhook.id, messageId: newId('message'), type: 'webhook.test' },
    ...{ body: '{}', now: new Date() },
  }
  expect(await insertTestDelivery(pool, trial, 10)).toBe(true)
  await isOver(webhook.id, 3)
  expect(await getWebhook(pool, account, webhook.id)).toMatchObject({
    state: 'active',
    reason: 'WEBHOOK_ACTIVE',
  })
  const since = new Date(Date.now() - 600_000)
  const replay = { account, webhookId: webhook.id, failedSince: since, limit: 100 }
  expect(await replayDeliveries(pool, { ...replay, account: OTHER })).toEqual([])
  expect(await replayDeliveries(pool, replay)).toHaveLength(2)
  const replayed = await isOver(webhook.id, 3)
  expect(replayed.every(({ state }) => state === 'delivered')).toBe(true)
  expect(webhook.at().at(-1)?.headers['webhook-id']).toMatch(/^message_/)
})

test('a receiver that is slow has four messages at once, and keeps nobody else waiting', async () => {
  const [tortoise, hare]: Address[] = [`0x${'09'.repeat(20)}`, `0x${'0a'.repeat(20)}`]
  const [held, free] = [await createWebhook('/slow', tortoise), await createWebhook('/free', hare)]
  for (let n = 0; n < 10; n++) await tell({ n }, new Date(), tortoise)
  await waitUntil('four were sent', () => held.at().length === 4)
  await tell({}, new Date(), hare)
  await isOver(free.id, 1)
  expect(held.at()).toHaveLength(4)
  slow.resolve()
  await isOver(held.id, 10)
  expect(new Set(held.at().map(({ body }) => body)).size).toBe(10)
})

test('410 Gone turns a webhook off at once; a revoked one gets nothing more', async () => {
  const account: Address = `0x${'07'.repeat(20)}`
  const gone = await createWebhook('/gone', account)
  answers.set('/gone', 410)
  await tell({}, new Date(), account)
  await isOver(gone.id, 1)
  expect(await getWebhook(pool, account, gone.id)).toMatchObject({
    state: 'disabled',
    reason: 'WEBHOOK_GONE',
  })
  const revoked = await createWebhook('/revoked', account)
  answers.set('/revoked', 500)
  await tell({}, new Date(), account)
  await waitForAttempts(revoked.id, 1)
  expect(await revokeWebhook(pool, { account, id: revoked.id })).toMatchObject({
    state: 'revoked',
  })
  expect(await deliveriesOf(revoked.id)).toMatchObject([{ state: 'failed', reason: 'DELIVERY_WEBHOOK_OFF' }])
  await tell({}, new Date(), account)
  expect(revoked.at()).toHaveLength(1)
})

test('a worker that was stopped, or whose job was lost, leaves nothing undelivered', async () => {
  const account: Address = `0x${'08'.repeat(20)}`
  const webhook = await createWebhook('/restart', account)
  await worker.close()
  for (let n = 0; n < 20; n++) await tell({ n }, new Date(), account)
  // As if another worker had taken one, and was killed two minutes ago.
  await pool.query('DELETE FROM graphile_worker._private_jobs')
  worker = await start()
  await isOver(webhook.id, 20)
  await pool.query(
    "UPDATE webhook_delivery SET state = 'pending', next_attempt_at = now(), claimed_until = now() + interval '0.2 s' WHERE id = (SELECT max(id) FROM webhook_delivery WHERE webhook_id = $1)",
    [webhook.id],
  )
  const again = await isOver(webhook.id, 20)
  expect(again[0]?.attempts).toBe(2)
  expect(new Set(webhook.at().map(({ body }) => body)).size).toBe(20)
  const metrics = await (await fetch(`${worker.url}/metrics`)).text()
  expect(metrics).toMatch(/n3_worker_deliveries_total\{reason="DELIVERY_TAKEN"\} \d+/)
  expect((await fetch(`${worker.url}/readyz`)).status).toBe(200)
})

test('as a process it says when it is ready, and SIGTERM ends it in order', async () => {
  const child = spawn(process.execPath, [new URL('main.ts', import.meta.url).pathname], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: programEnv({
      ...{ DATABASE_URL: database.url, CHAIN_ID: '31337', WORKER_PORT: '0' },
      ...{ WEBHOOK_SECRETS_KEY: `0x${secretsKey.toString('hex')}`, WEBHOOK_ALLOW_LOOPBACK: '1' },
    }),
  })
  let log = ''
  child.stdout.on('data', (chunk: Buffer) => {
    log += chunk.toString()
  })
  const port = await waitUntil('the worker said where it listens', () => /"port":(\d+)/.exec(log)?.[1])
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})
