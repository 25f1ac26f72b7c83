import { spawnSync } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MutationReport } from './summarise-mutation.ts'

/** Fewer cases than `npm test` has: a mutant that only the 4,000th random case shows is left to the deep run. */
const FUZZ_RUNS = '300'

/**
 * Changes these files of the copy's src/, one change at a time, at low priority, and gives Stryker's report on them.
 * Throws when Stryker itself fails, which it does when a test fails before anything was changed.
 */
export async function mutateFiles(folder: string, files: readonly string[]): Promise<MutationReport> {
  const report = join(folder, 'reports/mutation/mutation.json')
  await rm(report, { force: true })
  const mutate = files.map((file) => `src/${file}`).join(',')
  const stryker = ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', '--mutate', mutate]
  const { status, stdout } = spawnSync('nice', ['-n', '10', process.execPath, ...stryker], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, CLSC_FUZZ_RUNS: FUZZ_RUNS },
  })
  if (status !== 0) throw new Error(`Stryker failed on ${files.join(', ')}:\n${stdout}`)
  return JSON.parse(await readFile(report, 'utf8'))
}
