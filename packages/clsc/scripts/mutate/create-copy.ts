import { spawnSync } from 'node:child_process'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Not dependencies of this repository: fetched for the copy alone, when somebody asks for mutants. */
const STRYKER = { '@stryker-mutator/core': '10.1.1', '@stryker-mutator/vitest-runner': '10.1.1' }

/** What is known of mutants: while Stryker works, and between its runs. */
export const INCREMENTAL_FILE = 'incremental.json'
export const KNOWN_FILE = 'known.json'

const packageFolder = new URL('../../', import.meta.url)

/**
 * The sources and tests in a folder of their own, with what runs and changes them installed: what happens there reaches
 * nobody. The folder stays, and with it what is known of mutants whose code and tests are the same next time.
 * @param fresh forgets what is known of them
 */
export async function createCopy({ fresh }: { fresh: boolean }): Promise<string> {
  const folder = join(tmpdir(), 'network3-clsc-mutation')
  if (fresh) await rm(join(folder, KNOWN_FILE), { force: true })
  await rm(join(folder, 'src'), { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await cp(new URL('src', packageFolder), join(folder, 'src'), { recursive: true })
  await cp(new URL('copied', import.meta.url), folder, { recursive: true })
  await writeFile(join(folder, 'stryker.config.json'), JSON.stringify(configuration))
  await install(folder)
  return folder
}

async function install(folder: string): Promise<void> {
  const { dependencies, devDependencies } = JSON.parse(
    await readFile(new URL('package.json', packageFolder), 'utf8'),
  )
  const manifest = JSON.stringify({
    private: true,
    type: 'module',
    dependencies: { ...dependencies, ...devDependencies, ...STRYKER },
  })
  const installed = join(folder, 'node_modules/.installed.json')
  if ((await readFile(installed, 'utf8').catch(() => '')) === manifest) return
  await writeFile(join(folder, 'package.json'), manifest)
  const options = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error']
  const { status } = spawnSync('npm', options, { cwd: folder, stdio: 'inherit' })
  if (status !== 0) throw new Error('npm could not fetch Stryker: is the registry out of reach?')
  await writeFile(installed, manifest)
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
  // Ten times what all tests take: only a mutant that loops is out of time, however busy the machine is.
  timeoutMS: 60_000,
  incremental: true,
  incrementalFile: INCREMENTAL_FILE,
  allowEmpty: true,
}
