// `npm run jobs -w @network3/runtime`: builds each jobs/<name>/job.wat into job.wasm beside it. With --check, says
// which are not what their source gives, and fails.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { buildWat } from './build-wat.ts'

const folder = new URL('../jobs/', import.meta.url)
let drifted = 0
for (const name of readdirSync(folder)) {
  const built = await buildWat(readFileSync(new URL(`${name}/job.wat`, folder), 'utf8'), name)
  const target = new URL(`${name}/job.wasm`, folder)
  if (!process.argv.includes('--check')) writeFileSync(target, built)
  else if (!readFileSync(target).equals(built)) {
    drifted += 1
    console.error(`${name}: job.wasm is not what job.wat gives; run npm run jobs -w @network3/runtime`)
  }
}
process.exitCode = drifted === 0 ? 0 : 1
