import { spawnSync } from 'node:child_process'
import { copyFile, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { INCREMENTAL_FILE, KNOWN_FILE } from './create-copy.ts'
import type { MutationReport } from './summarise-mutation.ts'

/** Fewer cases than `npm test` has: a mutant that only the thousandth random case shows is left to the deep run. */
const FUZZ_RUNS = '100'

/**
 * Changes these files of the copy's src/, one change at a time, at low priority, and gives Stryker's report on them.
 * Throws when Stryker itself fails, which it does when a test fails before anything was changed.
 */
export async function mutateFiles(folder: string, files: readonly string[]): Promise<MutationReport> {
  const report = join(folder, 'reports/mutation/mutation.json')
  await rm(report, { force: true })
  // Stryker leaves its own file empty when it is ended: what was known is kept beside it, and only ever replaced whole.
  const [known, incremental] = [join(folder, KNOWN_FILE), join(folder, INCREMENTAL_FILE)]
  await rm(incremental, { force: true })
  await copyFile(known, incremental).catch(() => undefined)
  const mutate = files.map((file) => `src/${file}`).join(',')
  const stryker = ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', '--mutate', mutate]
  const { status, stdout } = spawnSync('nice', ['-n', '10', process.execPath, ...stryker], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, CLSC_FUZZ_RUNS: FUZZ_RUNS },
  })
  if (status !== 0) throw new Error(`Stryker failed on ${files.join(', ')}:\n${stdout}`)
  await rename(incremental, known)
  return JSON.parse(await readFile(report, 'utf8'))
}
