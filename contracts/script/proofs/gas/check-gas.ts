import { readFile, writeFile } from 'node:fs/promises'
import { contractsFolder } from '../call-forge.ts'
import { compareGas, findUnmeasured, type GasSnapshot, TOLERANCE_PERCENT } from './compare-gas.ts'
import { listSignatures, measureGas } from './measure-gas.ts'

const file = `${contractsFolder}gas-snapshot.json`

export type GasReport = { isGood: boolean; text: string; output: string }

/**
 * Measures every external function as a transaction of its own and writes gas-snapshot.json, or compares with it.
 * Not good when a figure moved by more than 2 %, a function is not measured, or a test of test/gas fails.
 */
export async function checkGas(mode: 'check' | 'write'): Promise<GasReport> {
  const { snapshot, output, hasFailed } = await measureGas()
  if (hasFailed) return { isGood: false, text: `A test of test/gas failed.\n${output}`, output }
  const problems = findUnmeasured(await listSignatures(), snapshot)
  if (mode === 'write') await writeFile(file, `${JSON.stringify(snapshot, undefined, 2)}\n`)
  else {
    const committed = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as GasSnapshot
    problems.push(...compareGas(committed, snapshot))
  }
  if (problems.length > 0) {
    return { isGood: false, text: [...problems, 'Meant? Then: npm run contracts:gas'].join('\n'), output }
  }
  const count = Object.values(snapshot).reduce((sum, calls) => sum + Object.keys(calls).length, 0)
  const said =
    mode === 'write' ? 'written to gas-snapshot.json' : `within ${TOLERANCE_PERCENT} % of gas-snapshot.json`
  return { isGood: true, text: `Gas of ${count} calls ${said}; every external function is measured.`, output }
}
