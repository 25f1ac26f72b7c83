import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contractsFolder } from '../call-forge.ts'
import { mutateProject } from './mutate-project.ts'
import { summariseMutation } from './summarise-mutation.ts'

const toy = fileURLToPath(new URL('toy/', import.meta.url))
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'network3-toy-'))
  await cp(toy, folder, { recursive: true })
  await cp(`${contractsFolder}bin`, join(folder, 'bin'), { recursive: true })
  await cp(`${contractsFolder}foundry.toml`, join(folder, 'foundry.toml'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const mutate = (operators: string[]) => mutateProject({ folder, sample: 100, seed: 1, workers: 1, operators })

test('tests that know every edge leave no survivor', { timeout: 300_000 }, async () => {
  const results = await mutate(['relational', 'assignment', 'require deletion', 'return value'])
  expect(results.filter(({ outcome }) => outcome === 'survived').map(({ diff }) => diff)).toEqual([])
  expect(results.filter(({ outcome }) => outcome === 'killed').length).toBe(4)
  expect(summariseMutation(results).isEnough).toBe(true)
})

test('a test that is too weak leaves the survivor it should have killed', { timeout: 300_000 }, async () => {
  const path = join(folder, 'test/unit/Toy.t.sol')
  const weak = (await readFile(path, 'utf8'))
    .replace('toy.pay(11)', 'toy.pay(10)')
    .replace('revert("paid beyond the limit");', '')
  await writeFile(path, weak)
  const survivors = (await mutate(['require deletion'])).filter(({ outcome }) => outcome === 'survived')
  expect(survivors.map(({ diff }) => diff).join()).toContain('(require deletion)')
})
