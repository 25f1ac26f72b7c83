import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { epochAt } from '@network3/clsc/epoch'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AgentHome, openHome } from '../home/open-home.ts'
import { createSiteClient } from '../site/site-client.ts'
import { createEventLog } from '../status/event-log.ts'
import { keepSealingKeys } from './sealing-keys.ts'

let folder: string
let home: AgentHome
let stop: AbortController
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'network3-keys-'))
  mkdirSync(join(folder, 'keys'))
  home = await openHome(folder)
  stop = new AbortController()
})
afterEach(() => {
  stop.abort()
  rmSync(folder, { recursive: true, force: true })
})

/** With a site that nobody answers for. */
const keep = () =>
  keepSealingKeys({
    ...{ home, passphrase: '', site: createSiteClient('http://127.0.0.1:9') },
    ...{ events: createEventLog(() => undefined), onChange: () => undefined, signal: stop.signal },
  })

test('an agent that starts again is ready for sealed work at once, without the site', async () => {
  const today = epochAt(Date.now())
  await home.writeJson('keys/issued.json', { generation: 1, epochs: [today], published: ['00'] })
  const keys = await keep()
  expect(keys.isReady()).toBe(true)
  expect(keys.status()).toEqual({ epoch: today, problem: undefined })
})

test('keys of long ago, and none, are not taken for today’s', async () => {
  expect((await keep()).isReady()).toBe(false)
  const longAgo = epochAt(Date.now()) - 3
  await home.writeJson('keys/issued.json', { generation: 1, epochs: [longAgo], published: [] })
  expect((await keep()).isReady()).toBe(false)
})
