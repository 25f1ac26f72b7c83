import { expect, test } from 'vitest'
import { sandboxFlags, sandboxFolder } from './sandbox-flags.ts'

test('the sandbox may read its own program, and runs where it may read', () => {
  const folders = sandboxFlags()
    .filter((flag) => flag.startsWith('--allow-fs-read='))
    .map((flag) => flag.slice('--allow-fs-read='.length))
  expect(folders[0]).toBe(`${sandboxFolder}/*`)
  expect(folders[0]).toMatch(/\/packages\/runtime\/src\/\*$/)
  for (const folder of folders.slice(1))
    expect(folder).toMatch(
      /\/(packages\/core|node_modules\/(@network3\/core|@noble\/hashes|onnxruntime-web))\/\*$/,
    )
})

test('the sandbox may do nothing else', () => {
  const allowed = sandboxFlags().filter((flag) => flag.startsWith('--allow-'))
  expect(allowed.filter((flag) => !flag.startsWith('--allow-fs-read='))).toEqual(['--allow-worker'])
  expect(sandboxFlags()).toContain('--permission')
})
