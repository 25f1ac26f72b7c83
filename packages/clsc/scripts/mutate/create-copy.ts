import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Not dependencies of this repository: fetched for the copy alone, when somebody asks for mutants. */
const STRYKER = { '@stryker-mutator/core': '10.1.1', '@stryker-mutator/vitest-runner': '10.1.1' }

const packageFolder = new URL('../../', import.meta.url)

export type Copy = { folder: string; remove: () => Promise<void> }

/** The sources and tests in a folder of their own, with what runs and changes them installed: what happens there reaches nobody. */
export async function createCopy(): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), 'network3-clsc-'))
  const { dependencies, devDependencies } = JSON.parse(
    await readFile(new URL('package.json', packageFolder), 'utf8'),
  )
  const manifest = {
    private: true,
    type: 'module',
    dependencies: { ...dependencies, ...devDependencies, ...STRYKER },
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  await cp(new URL('src', packageFolder), join(folder, 'src'), { recursive: true })
  await cp(new URL('copied', import.meta.url), folder, { recursive: true })
  await writeFile(join(folder, 'stryker.config.json'), JSON.stringify(configuration))
  const install = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error']
  const { status } = spawnSync('npm', install, { cwd: folder, stdio: 'inherit' })
  if (status !== 0) throw new Error('npm could not fetch Stryker: is the registry out of reach?')
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

const configuration = {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner', './ignore-prose.ts'],
  ignorers: ['prose'],
  reporters: ['json'],
  coverageAnalysis: 'perTest',
  // What runs once when a module is loaded would need every test again for each of its mutants.
  ignoreStatic: true,
  concurrency: 2,
  // Ten times what the slowest of the tests take: only a mutant that loops is out of time, however busy the machine is.
  timeoutMS: 60_000,
  allowEmpty: true,
}
