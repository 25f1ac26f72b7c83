import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { envNames, readEnv } from './env.ts'

describe('readEnv', () => {
  it('is described whole by .env.example, which is itself valid', () => {
    const example = parseEnv(readFileSync(new URL('../.env.example', import.meta.url), 'utf8'))
    expect(Object.keys(example).sort()).toEqual([...envNames].sort())
    const limits = { perOperator: 10, perNetwork: 10, together: 1_000 }
    expect(readEnv(example)).toMatchObject({ chainId: 31337, port: 3005, limits, logLevel: 'info' })
    expect(readEnv(example).redeeming).toMatchObject({ everyMs: 60_000, n3PerEth: 1_000n, worth: 10n })
    expect(readEnv(example).settling).toMatchObject({ everyMs: 60_000, n3PerEth: 1_000n, dayLimit: 10_000 })
    const lonely = readEnv({ ...example, SITE_URL: '' })
    expect([lonely.redeeming, lonely.settling]).toEqual([undefined, undefined])
  })

  it('names every variable that is missing or wrong', () => {
    const attempt = () => readEnv({ RPC_URL: 'nowhere', SPONSOR_PRIVATE_KEY: '0x12' })
    for (const name of ['RPC_URL', 'CHAIN_ID', 'SPONSOR_PRIVATE_KEY', 'SPONSOR_DATA_DIR'])
      expect(attempt).toThrow(name)
  })
})
