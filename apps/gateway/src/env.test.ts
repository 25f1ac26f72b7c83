import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { envNames, readEnv } from './env.ts'

describe('readEnv', () => {
  const example = parseEnv(readFileSync(new URL('../.env.example', import.meta.url), 'utf8'))

  it('is described whole by .env.example, which is itself valid', () => {
    expect(Object.keys(example).sort()).toEqual([...envNames].sort())
    expect(readEnv(example)).toMatchObject({
      chainId: 31337,
      port: 3004,
      host: '127.0.0.1',
      logLevel: 'info',
    })
    expect(readEnv({ ...example, GATEWAY_PORT: '77' }).gatewayId).toMatch(/:77$/)
  })

  it('names every variable that is missing or wrong', () => {
    const attempt = () => readEnv({ SUBNET_KEY: '0x12', GATEWAY_URL: 'http://wrong', NATS_URL: 'redis://x' })
    for (const name of ['DATABASE_URL', 'RPC_URL', 'CHAIN_ID', 'SUBNET_KEY', 'GATEWAY_URL', 'NATS_URL'])
      expect(attempt).toThrow(name)
  })
})
