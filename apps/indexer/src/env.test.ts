import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { envNames, readEnv } from './env.ts'

const complete = {
  DATABASE_URL: 'postgresql://localhost/n3',
  RPC_URL: 'http://localhost:8545',
  CHAIN_ID: '31337',
}

describe('readEnv', () => {
  it('reads what is set and takes defaults for the rest, an empty variable being one not set', () => {
    expect(readEnv({ ...complete, INDEXER_PORT: '', LOG_LEVEL: '' })).toEqual({
      ...{
        databaseUrl: complete.DATABASE_URL,
        rpcUrls: [complete.RPC_URL],
        rpcCallsPerSecond: undefined,
        rpcTimeoutMs: 20_000,
        chainId: 31337,
        deploymentFile: undefined,
      },
      ...{ epochFilesUrl: undefined, port: 0, logLevel: 'info', mayUnwindFinal: false, provesRanges: true },
      defersIndices: true,
      auditEverySeconds: 3_600,
    })
    expect(readEnv({ ...complete, UNWIND_PAST_FINALITY: '1' }).mayUnwindFinal).toBe(true)
    expect(readEnv({ ...complete, PROVE_BACKFILL: '0' }).provesRanges).toBe(false)
    expect(readEnv({ ...complete, DEFER_INDICES: '0' }).defersIndices).toBe(false)
  })

  it('takes several nodes with commas between them, and refuses one that is no URL', () => {
    const several = { ...complete, RPC_URL: 'https://one.example/key, http://localhost:8545' }
    expect(readEnv(several).rpcUrls).toEqual(['https://one.example/key', 'http://localhost:8545'])
    expect(() => readEnv({ ...complete, RPC_URL: 'https://one.example,' })).toThrow('RPC_URL')
  })

  it('names every variable that is missing or wrong', () => {
    const attempt = () => readEnv({ RPC_URL: 'nowhere', CHAIN_ID: '0' })
    expect(attempt).toThrow(expect.objectContaining({ code: 'ENV_INVALID' }))
    for (const name of ['DATABASE_URL', 'RPC_URL', 'CHAIN_ID']) expect(attempt).toThrow(name)
  })

  it('is described whole by .env.example, which is itself valid', () => {
    const example = parseEnv(readFileSync(new URL('../.env.example', import.meta.url), 'utf8'))
    expect(Object.keys(example).sort()).toEqual([...envNames].sort())
    expect(readEnv(example).chainId).toBe(31337)
  })
})
