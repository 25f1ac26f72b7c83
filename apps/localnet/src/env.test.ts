import { expect, test } from 'vitest'
import { readEnv } from './env.ts'

test('an empty environment starts everything here, with the economy', () => {
  expect(readEnv({})).toMatchObject({ databaseUrl: undefined, chain: undefined, economy: true })
})

test('a variable that is set to nothing counts as not set', () => {
  expect(readEnv({ DATABASE_URL: '', RPC_URL: '', CHAIN_ID: '' })).toMatchObject({
    databaseUrl: undefined,
    chain: undefined,
  })
})

test('a database and a chain of the caller are used instead', () => {
  const env = readEnv({
    DATABASE_URL: 'postgres://u@h/d',
    RPC_URL: 'http://h:1',
    CHAIN_ID: '10',
    ECONOMY: 'off',
  })
  expect(env).toMatchObject({
    databaseUrl: 'postgres://u@h/d',
    chain: { rpcUrl: 'http://h:1', chainId: 10 },
    economy: false,
  })
})

test.each([
  [{ RPC_URL: 'http://h:1' }, /CHAIN_ID is missing/],
  [{ CHAIN_ID: '1' }, /RPC_URL is missing/],
  [{ RPC_URL: 'http://h:1', CHAIN_ID: 'one' }, /CHAIN_ID is not valid/],
  [{ DATABASE_URL: 'mysql://h/d' }, /DATABASE_URL is not valid/],
  [{ ECONOMY: 'maybe' }, /ECONOMY is not valid/],
])('%o is refused with a sentence that names the variable', (source, sentence) => {
  expect(() => readEnv(source)).toThrow(sentence)
})
