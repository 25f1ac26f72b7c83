import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '@network3/local-servers/find-free-port'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Started } from '../supervise/stack.ts'
import { serveEpochFiles } from './serve-epoch-files.ts'

let folder: string
let base: string
let server: Started
const name = `0x${'ab'.repeat(32)}.json`

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'network3-epochs-'))
  const port = await findFreePort()
  base = `http://127.0.0.1:${port}`
  server = await serveEpochFiles(join(folder, 'epochs'), port)
  writeFileSync(join(folder, 'epochs', name), '{"epoch":1}')
  writeFileSync(join(folder, 'secret.json'), 'secret')
})
afterEach(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a file is served under its hash, for ever and for anyone', async () => {
  const response = await fetch(`${base}/${name}`)
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('{"epoch":1}')
  expect(response.headers.get('cache-control')).toContain('immutable')
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
})

test.each([
  '/',
  '/secret.json',
  '/..%2fsecret.json',
  '/%2e%2e/secret.json',
  `/0x${'cd'.repeat(32)}.json`,
  `/${name}/..`,
])('%s is not found', async (path) => {
  expect((await fetch(base + path)).status).toBe(404)
})

test.each(['PUT', 'POST', 'DELETE'])('%s is refused', async (method) => {
  expect((await fetch(`${base}/${name}`, { method })).status).toBe(405)
})
