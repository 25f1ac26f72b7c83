import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }

/** Every module reachable from `file` inside this package, and every package any of them imports for its values. */
function importsOf(file: URL, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(file.pathname)) return seen
  const source = readFileSync(file, 'utf8')
  const found = [...source.matchAll(/^(?:import|\} from|export \{[^}]*\} from)(?! type).*?'([^']+)'$/gm)]
  const names = found.map((match) => match[1] ?? '')
  seen.set(
    file.pathname,
    names.filter((name) => !name.startsWith('.')),
  )
  for (const name of names.filter((name) => name.startsWith('.'))) importsOf(new URL(name, file), seen)
  return seen
}

test.each(Object.entries(manifest.exports))('%s runs in a browser unless it says node', (name, path) => {
  const packages = [...importsOf(new URL(`../${path}`, import.meta.url)).values()].flat()
  const allowed = name === './backend-node' ? /^node:crypto$/ : /^@noble\/(curves|hashes|ciphers)\//
  for (const used of packages) expect(used).toMatch(allowed)
})

test('choosing the native back end does not bring the pure ciphers along', () => {
  for (const path of [
    './signcrypt.ts',
    './unsigncrypt.ts',
    './signcrypt-stream.ts',
    './unsigncrypt-stream.ts',
  ]) {
    const packages = [...importsOf(new URL(path, import.meta.url)).values()].flat()
    expect(packages.some((used) => used.startsWith('@noble/ciphers'))).toBe(false)
    expect(packages).toContain('@noble/curves/ed25519.js')
  }
})

test('nothing but @noble is needed to run it', () => {
  expect(Object.keys(manifest.dependencies)).toEqual(['@noble/ciphers', '@noble/curves', '@noble/hashes'])
  expect(manifest.sideEffects).toBe(false)
})
