import { randomBytes } from 'node:crypto'
import type { Address } from '@network3/core/hex'
import { createSecretBox } from '@network3/service/webhooks/webhook-secret'
import { dumpDatabase } from '@network3/testing/dump-database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '../../access/caller.ts'
import { randomOperation } from '../../access/operation.ts'
import { appRouter } from '../../router.ts'
import { createTestApi, type TestApi } from '../../testing/create-test-api.ts'

const ada: Address = `0x${'a1'.repeat(20)}`
const bob: Address = `0x${'b2'.repeat(20)}`
const webhookSecretsKey = randomBytes(32)
const url = 'https://hooks.network3.io/n3'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi({ empty: true, webhookSecretsKey })
})
afterAll(() => api.close())

const signedIn = (account: Address): Caller => {
  return { kind: 'session', account, scopes: ['read', 'jobs', 'leases', 'webhooks'] }
}
/** Its id and secrets are random, as they are without an idempotency key. */
const callerOf = (account: Address) =>
  appRouter.createCaller({
    ...api.context,
    ...{ caller: signedIn(account), operation: randomOperation(() => new Date()) },
  }).webhooks

const create = (account = ada) => callerOf(account).create({ url, events: ['job.returned', 'lease.closed'] })

test('a webhook is made, shown and turned off; its secret is shown once and stands nowhere in the database', async () => {
  const { secret, ...made } = await create()
  expect(made).toMatchObject({
    url,
    state: 'active',
    events: ['job.returned', 'lease.closed'],
    failingSince: null,
  })
  expect(await callerOf(ada).get({ webhookId: made.webhookId })).toEqual(made)
  expect((await callerOf(ada).find({})).items).toEqual([made])
  const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const dump = await dumpDatabase(api.databaseUrl)
  expect(dump).toContain(made.webhookId)
  for (const spelling of [secret, bytes.toString('hex'), bytes.toString('base64')])
    expect(dump).not.toContain(spelling)

  const rotated = await callerOf(ada).rotateSecret({ webhookId: made.webhookId })
  expect(rotated.secret).not.toBe(secret)
  const { rows } = await api.context.pool.query('SELECT secret, previous_secret FROM webhook')
  const box = createSecretBox(webhookSecretsKey)
  expect(box.open(rows[0].previous_secret, made.webhookId)).toEqual(bytes)
  // The same request once more, as after a crash: one rotation, and the first secret still signs.
  const operation = {
    ...randomOperation(() => new Date()),
    secret: () => Buffer.from(rotated.secret.slice(6), 'base64'),
  }
  const again = appRouter.createCaller({ ...api.context, caller: signedIn(ada), operation })
  expect(await again.webhooks.rotateSecret({ webhookId: made.webhookId })).toEqual(rotated)
  const kept = await api.context.pool.query('SELECT secret, previous_secret FROM webhook')
  expect(kept.rows).toEqual(rows)
  const overlapMs = Date.parse(rotated.previousSecretUntil ?? '') - api.context.clock.now()
  expect(overlapMs).toBe(24 * 3_600_000)

  expect(await callerOf(ada).revoke({ webhookId: made.webhookId })).toMatchObject({ state: 'revoked' })
  expect((await callerOf(ada).find({})).items).toEqual([])
  const after = await api.context.pool.query('SELECT length(secret) AS size, previous_secret FROM webhook')
  expect(after.rows).toEqual([{ size: 0, previous_secret: null }])
})

test('SSRF: an address that is not on the public internet is refused in words', async () => {
  const refused = (text: string) =>
    expect(callerOf(ada).create({ url: text, events: ['job.failed'] })).rejects.toMatchObject({
      ...{ code: 'BAD_REQUEST', cause: { code: 'WEBHOOK_URL_REFUSED' } },
      message: expect.stringMatching(/^[A-Z].*\.$/),
    })
  for (const text of [
    'http://hooks.network3.io/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/',
  ])
    await refused(text)
  await refused('https://localhost:4000/')
})

test('another account’s webhook is not there: nothing of it can be read or changed', async () => {
  const { webhookId } = await create()
  const { deliveryId } = await callerOf(ada).sendTest({ webhookId })
  const theirs = callerOf(bob)
  for (const attempt of [
    () => theirs.get({ webhookId }),
    () => theirs.revoke({ webhookId }),
    () => theirs.rotateSecret({ webhookId }),
    () => theirs.sendTest({ webhookId }),
    () => theirs.findDeliveries({ webhookId }),
    () => theirs.replay({ webhookId, deliveryId }),
    () => theirs.replay({ webhookId, failedSince: new Date(0).toISOString() }),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
  expect((await theirs.find({})).items).toEqual([])
  expect(await callerOf(ada).get({ webhookId })).toMatchObject({ state: 'active' })
})

test('a test is queued with the exact text that is sent, ten a minute at most; what has ended or waits can be replayed', async () => {
  const { webhookId } = await create(bob)
  const { deliveryId, messageId } = await callerOf(bob).sendTest({ webhookId })
  const page = await callerOf(bob).findDeliveries({ webhookId })
  expect(page.items).toMatchObject([
    {
      deliveryId,
      messageId,
      isTest: true,
      state: 'pending',
      reason: { code: 'DELIVERY_PENDING' },
      attempts: 0,
    },
  ])
  expect(JSON.parse(page.items[0]?.body ?? '')).toMatchObject({ type: 'webhook.test', data: { webhookId } })
  await expect(callerOf(bob).replay({ webhookId, deliveryId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await api.context.pool.query(
    "UPDATE webhook_delivery SET state = 'failed', reason = 'DELIVERY_STATUS', ended_at = now() WHERE id = $1",
    [deliveryId],
  )
  expect(await callerOf(bob).replay({ webhookId, deliveryId })).toEqual({ deliveryIds: [deliveryId] })
  const wait =
    "UPDATE webhook_delivery SET next_attempt_at = now() + interval '1 h', claimed_until = $2 WHERE id = $1"
  const soon = new Date(Date.now() + 60_000)
  await api.context.pool.query(wait, [deliveryId, soon])
  await expect(callerOf(bob).replay({ webhookId, deliveryId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await api.context.pool.query(wait, [deliveryId, null])
  expect(await callerOf(bob).replay({ webhookId, deliveryId })).toEqual({ deliveryIds: [deliveryId] })
  for (let test = 1; test < 10; test++) await callerOf(bob).sendTest({ webhookId })
  await expect(callerOf(bob).sendTest({ webhookId })).rejects.toMatchObject({
    cause: { code: 'RATE_LIMITED' },
  })
  await api.context.pool.query(
    "UPDATE webhook SET state = 'disabled', reason = 'WEBHOOK_FAILING' WHERE id = $1",
    [webhookId],
  )
  await expect(callerOf(bob).replay({ webhookId, deliveryId })).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('an account has twenty webhooks at most, however many are asked for at once', async () => {
  const eve: Address = `0x${'e5'.repeat(20)}`
  const made = await Promise.allSettled(Array.from({ length: 30 }, () => create(eve)))
  const refused = made.flatMap((each) => (each.status === 'rejected' ? [each.reason.cause.code] : []))
  expect(refused).toEqual(Array.from({ length: 10 }, () => 'WEBHOOK_LIMIT'))
})

test('on a site without a key for secrets none is made, and it says so', async () => {
  const { webhooks } = appRouter.createCaller({
    ...{ ...api.context, caller: signedIn(ada) },
    webhooks: { secrets: undefined, allowsLoopback: false },
  })
  await expect(webhooks.create({ url, events: ['job.failed'] })).rejects.toMatchObject({
    ...{ code: 'SERVICE_UNAVAILABLE', cause: { code: 'WEBHOOKS_UNAVAILABLE' } },
  })
})
