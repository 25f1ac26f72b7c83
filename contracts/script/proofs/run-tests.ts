import { callForge } from './call-forge.ts'
import { showTally, tallyTests } from './tests/tally-tests.ts'

/**
 * `npm run contracts:test`: every test, the unit tests again under the production parameters, the gas of every
 * function against the snapshot, then the counts. With arguments it is `forge test` with them. The gas tests run
 * apart, where each call is a transaction of its own.
 */
const chosen = process.argv.slice(2)
if (chosen.length > 0) {
  process.exitCode = (await callForge(['test', ...chosen], { echo: true })).status
} else {
  const tests = await callForge(['test', '--no-match-path', 'test/gas/*'], { echo: true })
  // Few random inputs: other numbers are what is tried here. `npm run test:production` takes more.
  const underProduction = ['test', '--match-path', 'test/unit/*', '--fuzz-runs', '16']
  const production = await callForge(underProduction, { env: { N3_PROFILE: 'production' } })
  const [summary] = /Ran \d+ test suites.*/.exec(production.output) ?? [production.output]
  console.log(`\nUnder the production parameters: ${production.status === 0 ? summary : production.output}`)
  const { checkGas } = await import('./gas/check-gas.ts')
  const gas = await checkGas('check')
  console.log(`\n${gas.text}\n`)
  console.log(showTally(tallyTests(`${tests.output}\n${gas.output}`)))
  process.exitCode = tests.status !== 0 || production.status !== 0 || !gas.isGood ? 1 : 0
}
