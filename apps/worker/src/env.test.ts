import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { envNames, readEnv } from './env.ts'

const example = parseEnv(readFileSync(new URL('../.env.example', import.meta.url), 'utf8'))

test('.env.example describes the environment whole, and is itself valid', () => {
  expect(Object.keys(example).sort()).toEqual([...envNames].sort())
  expect(readEnv(example)).toMatchObject({ port: 3007, allowsLoopback: true, concurrency: 20 })
  expect(readEnv(example).secretsKey).toHaveLength(32)
})

test('sending to this machine is refused on any other chain than the local one', () => {
  expect(() => readEnv({ ...example, CHAIN_ID: '10' })).toThrow('WEBHOOK_ALLOW_LOOPBACK')
  expect(readEnv({ ...example, CHAIN_ID: '10', WEBHOOK_ALLOW_LOOPBACK: '' }).allowsLoopback).toBe(false)
})

test('every variable that is missing or wrong is named', () => {
  for (const name of ['DATABASE_URL', 'CHAIN_ID', 'WEBHOOK_SECRETS_KEY']) {
    expect(() => readEnv({ WEBHOOK_SECRETS_KEY: '0x12' })).toThrow(name)
  }
})
