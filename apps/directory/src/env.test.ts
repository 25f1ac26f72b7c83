import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { envNames, readEnv } from './env.ts'

describe('readEnv', () => {
  it('is described whole by .env.example, which is itself valid', () => {
    const example = parseEnv(readFileSync(new URL('../.env.example', import.meta.url), 'utf8'))
    expect(Object.keys(example).sort()).toEqual([...envNames].sort())
    expect(readEnv(example)).toMatchObject({ chainId: 31337, port: 0, postsToday: false, logLevel: 'info' })
  })

  it('names every variable that is missing or wrong', () => {
    const attempt = () => readEnv({ RPC_URL: 'nowhere', DIRECTORY_PRIVATE_KEY: '0x12' })
    for (const name of ['DATABASE_URL', 'RPC_URL', 'CHAIN_ID', 'DIRECTORY_PRIVATE_KEY'])
      expect(attempt).toThrow(name)
  })
})
