import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, it } from 'vitest'
import { envNames, readEnv } from './env.ts'

it('is described whole by .env.example, which is itself valid', () => {
  const example = parseEnv(readFileSync(new URL('../.env.example', import.meta.url), 'utf8'))
  expect(Object.keys(example).sort()).toEqual([...envNames].sort())
  expect(readEnv(example)).toMatchObject({ port: 3041, passphrase: undefined, siteUrl: undefined })
})

it('names what is wrong', () => {
  expect(() => readEnv({ N3_AGENT_PORT: 'many', SITE_URL: 'here' })).toThrow(/N3_AGENT_PORT[\s\S]*SITE_URL/)
})
