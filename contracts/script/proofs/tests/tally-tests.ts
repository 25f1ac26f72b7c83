export type Tally = { suites: number; tests: number; failed: number; fuzzRuns: number; calls: number }

const empty = (): Tally => ({ suites: 0, tests: 0, failed: 0, fuzzRuns: 0, calls: 0 })

/** Counts what `forge test` printed, by the folder of test/ the suites lie in. Each call of an invariant run counts. */
export function tallyTests(output: string): Map<string, Tally> {
  const folders = new Map<string, Tally>()
  let tally = empty()
  for (const line of output.split('\n')) {
    const folder = /^Ran \d+ tests? for test\/(\w+)\//.exec(line)?.[1]
    if (folder !== undefined) {
      tally = folders.get(folder) ?? empty()
      folders.set(folder, tally)
      tally.suites += 1
      continue
    }
    // The list of failures at the end repeats them without the gas or runs of the first time.
    if (line.startsWith('Failing tests:')) break
    if (line.startsWith('[FAIL')) tally.failed += 1
    if (!line.startsWith('[PASS]')) continue
    tally.tests += 1
    const counts = /\(runs: (\d+)(?:, calls: (\d+))?/.exec(line)
    if (counts?.[2] !== undefined) tally.calls += Number(counts[2])
    else tally.fuzzRuns += Number(counts?.[1] ?? 0)
  }
  return folders
}

const number = (value: number) => value.toLocaleString('en-US')

/** The table that closes `npm run contracts:test`; its last line is the one scripts/count-results.ts reads. */
export function showTally(folders: ReadonlyMap<string, Tally>): string {
  const rows = [...folders].sort(([a], [b]) => (a < b ? -1 : 1))
  const passed = rows.reduce((sum, [, { tests }]) => sum + tests, 0)
  const failed = rows.reduce((sum, [, tally]) => sum + tally.failed, 0)
  return [
    `${'folder'.padEnd(12)}${'suites'.padStart(8)}${'tests'.padStart(8)}${'fuzz runs'.padStart(14)}${'invariant calls'.padStart(18)}`,
    ...rows.map(
      ([folder, { suites, tests, fuzzRuns, calls }]) =>
        `${folder.padEnd(12)}${number(suites).padStart(8)}${number(tests).padStart(8)}${number(fuzzRuns).padStart(14)}${number(calls).padStart(18)}`,
    ),
    `${passed} tests passed, ${failed} failed, 0 skipped (${passed + failed} total tests)`,
  ].join('\n')
}
