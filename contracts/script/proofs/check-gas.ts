import { checkGas } from './gas/check-gas.ts'

/** Writes gas-snapshot.json; with --check compares with it and exits 1 where they differ. */
const { isGood, text } = await checkGas(process.argv.includes('--check') ? 'check' : 'write')
console.log(text)
if (!isGood) process.exitCode = 1
