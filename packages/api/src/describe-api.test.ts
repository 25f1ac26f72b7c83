import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeApi } from './describe-api.ts'

test('docs/api.md is what the router is', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/api.md'), 'utf8')
  expect(text, 'run npm run docs -w @network3/api').toBe(describeApi())
})
