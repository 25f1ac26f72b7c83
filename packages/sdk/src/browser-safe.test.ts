import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const IMPORT = /(?:import|export)\s+(?!type\b)[^'"]*?from\s+'([^']+)'|import\s+'([^']+)'/g

/** Modules of Node that a file of ours needs, with the way to them; types are nothing at run time. */
function nodeModulesOf(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return []
  seen.add(file)
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].flatMap((match) => {
    const name = match[1] ?? match[2] ?? ''
    if (name.startsWith('node:')) return [`${file} → ${name}`]
    if (name.startsWith('.')) return nodeModulesOf(join(dirname(file), name), seen)
    const ours = /^(@network3\/[a-z]+)\/(.+)$/.exec(name)
    if (ours === null) return []
    const manifest = findPackageJSON(ours[1] ?? '', import.meta.url) ?? ''
    const target = JSON.parse(readFileSync(manifest, 'utf8')).exports[`./${ours[2]}`]
    return nodeModulesOf(join(dirname(manifest), target), seen)
  })
}

test.each([
  'create-renter.ts',
  'jobs/run-jobs.ts',
  'sessions/session-keys.ts',
  'keys/issue-key.ts',
  'network/network.ts',
  'access/webhooks.ts',
  'files/seal-file.ts',
])('%s needs nothing that a browser has not', (file) => {
  expect(nodeModulesOf(join(import.meta.dirname, file))).toEqual([])
})

test('the search finds what only Node has', () => {
  expect(nodeModulesOf(join(import.meta.dirname, 'sessions/session-key-folder.ts'))).not.toEqual([])
})
