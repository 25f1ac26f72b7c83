import { callForge } from './call-forge.ts'

/** forge lint and forge fmt over the sources: exits 1 on any finding, since forge itself ends with 0 on warnings. */
// What lint builds has no bytecode: it must not lie where the others look for theirs.
const env = { FOUNDRY_OUT: 'cache/lint/out', FOUNDRY_CACHE_PATH: 'cache/lint' }
const lint = await callForge(['lint', 'src'], { env })
const findings = [...lint.output.matchAll(/^(?:note|warning|error)\[[^\n]*\n[^\n]*/gm)].map(
  ([finding]) => finding,
)
const format = await callForge(['fmt', '--check'])

if (lint.status === 0 && findings.length === 0) console.log('forge lint has nothing to say about src.')
else {
  console.error(lint.output)
  console.error(`forge lint: ${findings.length} findings in src.`)
  process.exitCode = 1
}
if (format.status !== 0) {
  console.error(`${format.output}\nRun: npm run format -w @network3/contracts`)
  process.exitCode = 1
}
