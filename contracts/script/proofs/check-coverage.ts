import { mkdir, readFile } from 'node:fs/promises'
import { callForge } from './call-forge.ts'
import { createCopy } from './create-copy.ts'
import { judgeCoverage, REQUIRED_PERCENT } from './lcov/judge-coverage.ts'
import { parseLcov } from './lcov/parse-lcov.ts'

/**
 * Runs the unit and attack tests under forge coverage and exits 1 when a contract of src/ is below 100 % of its
 * lines or 95 % of its branches. Invariant runs do not count: what only they reach has no test that says why.
 */
const copy = await createCopy()
try {
  await mkdir(`${copy.folder}/cache`, { recursive: true })
  const { status, output } = await callForge(
    [
      ...['coverage', '--no-match-path', 'test/{invariant,gas}/*', '--no-match-coverage', '^test/'],
      ...['--report', 'lcov', '--report-file', 'cache/lcov.info'],
    ],
    { folder: copy.folder, env: { FOUNDRY_FUZZ_RUNS: '256' } },
  )
  if (status !== 0) throw new Error(`forge coverage failed.\n${output}`)
  const files = parseLcov(await readFile(`${copy.folder}/cache/lcov.info`, 'utf8'))
  const { table, problems } = judgeCoverage(files)
  console.log(table.join('\n'))
  if (problems.length === 0) {
    console.log(
      `At least ${REQUIRED_PERCENT.lines} % of lines, ${REQUIRED_PERCENT.branches} % of branches, in each.`,
    )
  } else {
    console.error(problems.join('\n'))
    process.exitCode = 1
  }
} finally {
  await copy.remove()
}
