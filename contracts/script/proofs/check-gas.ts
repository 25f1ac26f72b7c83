import { readFile, writeFile } from 'node:fs/promises'
import { contractsFolder } from './call-forge.ts'
import { compareGas, findUnmeasured, type GasSnapshot } from './gas/compare-gas.ts'
import { listSignatures, measureGas } from './gas/measure-gas.ts'

/**
 * Writes gas-snapshot.json: the gas of every external function as a transaction of its own. With --check writes
 * nothing and exits 1 where a figure moved by more than 2 %. In both, each function must have been measured.
 */
const file = `${contractsFolder}gas-snapshot.json`
const check = process.argv.includes('--check')

const { snapshot, output } = await measureGas()
const problems = findUnmeasured(await listSignatures(), snapshot)
if (check) {
  const committed = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as GasSnapshot
  problems.push(...compareGas(committed, snapshot))
} else {
  await writeFile(file, `${JSON.stringify(snapshot, undefined, 2)}\n`)
}

const count = Object.values(snapshot).reduce((sum, calls) => sum + Object.keys(calls).length, 0)
console.log(output.match(/Ran \d+ test suites?.*/)?.[0] ?? '')
if (problems.length === 0) {
  console.log(
    `${count} calls ${check ? 'cost what gas-snapshot.json says, ± 2 %' : 'written to gas-snapshot.json'}.`,
  )
} else {
  console.error(problems.join('\n'))
  if (check) console.error('Meant? Then: npm run contracts:gas')
  process.exitCode = 1
}
