// Runs every suite in order, each within its time budget, and closes with one line that sums them all.
import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runSuite, type SuiteResult } from './run-suite.ts'
import { suites } from './suites.ts'

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, 'no-budget': { type: 'boolean' } },
})
const unknown = values.only?.filter((name) => !suites.some((suite) => suite.name === name)) ?? []
if (unknown.length > 0) {
  console.error(
    `There is no suite ${unknown.join(', ')}: choose from ${suites.map((suite) => suite.name).join(', ')}.`,
  )
  process.exit(1)
}

mkdirSync('.network3/test', { recursive: true })
const chosen = suites.filter((suite) => values.only === undefined || values.only.includes(suite.name))
const results: SuiteResult[] = []
for (const suite of chosen) results.push(await runSuite(suite, { enforceBudget: !values['no-budget'] }))

console.log('')
for (const { suite, passed, failed, seconds, note } of results) {
  const mark = failed === 0 ? 'ok  ' : 'FAIL'
  const took = `${seconds.toFixed(0)} s of ${suite.budgetMinutes * 60}`
  console.log(
    `${mark} ${suite.name.padEnd(12)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed   ${took}${note ? `   ${note}` : ''}`,
  )
}
for (const { suite, failures } of results) {
  for (const failure of failures) console.log(`\nfailed in ${suite.name}: ${failure}`)
}
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
