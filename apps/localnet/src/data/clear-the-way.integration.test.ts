import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findFreePort } from '@network3/local-servers/find-free-port'
import { identifyProcess, isProcessAlive } from '@network3/local-servers/process-identity'
import { startPostgres } from '@network3/local-servers/start-postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createProgress } from '../supervise/progress.ts'
import { openChildRegistry } from './child-registry.ts'
import { clearTheWay } from './clear-the-way.ts'
import { layOutData } from './data-layout.ts'

let folder: string
let layout: ReturnType<typeof layOutData>
let written = ''
const progress = createProgress({ write: (text: string) => (written += text) })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'network3-clear-'))
  chmodSync(folder, 0o711)
  layout = layOutData(folder)
  for (const file of [
    layout.stack,
    layout.deployment,
    layout.databaseOrigin,
    layout.chainState,
    layout.logOf('web'),
  ]) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, '{}')
  }
  writeFileSync(join(folder, 'letter'), 'not ours')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a start keeps the data, ends what outlived the one before, and no longer tells of it', async () => {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
  const identity = child.pid === undefined ? undefined : identifyProcess(child.pid)
  if (identity === undefined) throw new Error('sleep did not start')
  openChildRegistry(layout.pids).add('web', identity)
  await clearTheWay(layout, false, progress)
  expect(isProcessAlive(identity)).toBe(false)
  expect(written).toContain('left by an earlier start, now stopped: web')
  expect(readdirSync(folder).sort()).toEqual([
    'anvil',
    'database-origin.json',
    'deployment.json',
    'letter',
    'logs',
  ])
})

test('a reset ends the server that still runs and throws away what is ours, and only that', async () => {
  const options = { folder: layout.postgres, port: await findFreePort(), logFile: layout.logOf('postgres') }
  const server = await startPostgres(options)
  await clearTheWay(layout, true, progress)
  expect(isProcessAlive(server.identity)).toBe(false)
  expect(readdirSync(folder).sort()).toEqual(['letter', 'logs'])
  expect(readdirSync(layout.logs)).toEqual([])
})
