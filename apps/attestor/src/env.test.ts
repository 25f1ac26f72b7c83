import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { envNames, readEnv } from './env.ts'

const least = {
  RPC_URL: 'http://127.0.0.1:8545',
  CHAIN_ID: '31337',
  ATTESTOR_PRIVATE_KEY: `0x${'11'.repeat(32)}`,
  ATTESTOR_DIR: '/data',
  RECEIPTS_URL: 'http://127.0.0.1:3004',
}

test('five variables are enough', () => {
  expect(readEnv(least)).toMatchObject({ port: 3031, peers: [], receiptsWaitSeconds: undefined })
  expect(readEnv({ ...least, ATTESTOR_PEERS: 'http://a,http://b' }).peers).toEqual(['http://a', 'http://b'])
})

test('what is missing is named', () => {
  expect(() => readEnv({})).toThrow(/RPC_URL[\s\S]*ATTESTOR_PRIVATE_KEY[\s\S]*RECEIPTS_URL/)
})

test('.env.example lists every variable, and no other', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
  const listed = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1])
  expect(listed.toSorted()).toEqual(envNames.toSorted())
})
