import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { envNames, readEnv } from './env.ts'

const least = { KGC_DATA_DIR: '/data', KGC_ROSTER_FILE: '/roster.json', KGC_SEAL_KEY_FILE: '/seal.key' }

test('three variables are enough', () => {
  expect(readEnv(least)).toMatchObject({ dataDir: '/data', port: 0, refreshHours: 24, rpcUrl: undefined })
})

test('what is missing or contradicts itself is named', () => {
  expect(() => readEnv({})).toThrow(/KGC_DATA_DIR[\s\S]*KGC_ROSTER_FILE/)
  expect(() => readEnv({ ...least, KGC_SEAL_KEY: 'x' })).toThrow(/either KGC_SEAL_KEY or/)
  const address = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8'
  expect(() => readEnv({ ...least, KEY_DIRECTORY_ADDRESS: address })).toThrow(/needs RPC_URL/)
})

test('the runbook lists every variable', () => {
  const runbook = readFileSync(new URL('../../../docs/runbooks/kgc.md', import.meta.url), 'utf8')
  for (const name of envNames) expect(runbook).toContain(`\`${name}\``)
})
