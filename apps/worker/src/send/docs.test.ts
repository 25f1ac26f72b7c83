import { readFileSync } from 'node:fs'
import { MAXIMUM_ATTEMPTS, retryWaitMs } from '@network3/core/webhooks/retry-schedule'
import { webhookEvents } from '@network3/core/webhooks/webhook-events'
import { expect, test } from 'vitest'
import { signMessage } from './sign-message.ts'

const text = readFileSync(new URL('../../../../docs/webhooks.md', import.meta.url), 'utf8')
const words = { 'at-once': 'at once', safe: 'when its block is safe', final: 'when final' }

test('docs/webhooks.md names every event and when it is told', () => {
  const rows = [...text.matchAll(/^\| `([a-z.-]+)` \| ([a-z ]+) \|/gm)].map(([, name, told]) => [name, told])
  expect(rows).toEqual(Object.entries(webhookEvents).map(([name, { release }]) => [name, words[release]]))
})

test('docs/webhooks.md verifies what is sent, and nothing else', async () => {
  const [, program = ''] = /```js\n([\s\S]*?)```/.exec(text) ?? []
  const { verify } = await import(`data:text/javascript,${encodeURIComponent(program)}`)
  const [secret, old] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const shown = `whsec_${secret.toString('base64')}`
  const message = { id: 'message_1', timestamp: 1_800_000_000, body: '{"type":"job.returned"}' }
  const headers = signMessage(message, [old, secret])
  expect(verify(shown, headers, message.body, message.timestamp + 10)).toEqual({ type: 'job.returned' })
  const refused = (given: object, body = message.body, late = 0) =>
    expect(() => verify(shown, { ...headers, ...given }, body, message.timestamp + late)).toThrow()
  refused({}, '{"type":"job.failed"}')
  refused({ 'webhook-id': 'message_2' })
  refused({ 'webhook-signature': signMessage(message, [old])['webhook-signature'] })
  refused({ 'webhook-signature': 'v1,' })
  refused({}, message.body, 301)
})

test('ten attempts are made over more than three days and less than four, as documented', () => {
  const waits = Array.from({ length: MAXIMUM_ATTEMPTS }, (_, index) => retryWaitMs(index + 1, () => 0.5))
  expect(waits.at(-1)).toBeUndefined()
  expect(waits.slice(0, -1).map((ms) => (ms ?? 0) / 1000)).toEqual([
    ...[5, 300, 1_800],
    ...[2, 5, 10, 14, 20, 24].map((hours) => hours * 3_600),
  ])
  const days = waits.reduce<number>((sum, ms) => sum + (ms ?? 0), 0) / 86_400_000
  expect(days).toBeGreaterThan(3)
  expect(days).toBeLessThan(4)
})
