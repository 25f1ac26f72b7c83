// An agent with an endless job, at a share of a core; prints the sandbox's process id when it runs. For tests that kill it.
import { buildWat } from '../../scripts/build-wat.ts'
import { runInChild } from '../node/run-in-child.ts'
import { writeSandboxProgram } from '../node/sandbox-program.ts'
import { startChild } from '../node/start-child.ts'
import { runJobOf } from './run-job-of.ts'

const [folder, share] = process.argv.slice(2)
const child = startChild({ nice: 0, program: writeSandboxProgram(folder) })
await child.ready
const endless = buildWat('(module (memory 1) (func (export "_start") (loop (br 0))))')
await runInChild(child, runJobOf(endless, { limits: { gas: 2n ** 62n, wallMs: 600_000 } }), {
  onStart: () => process.stdout.write(`${child.pid}\n`),
  cpuShare: Number(share),
})
