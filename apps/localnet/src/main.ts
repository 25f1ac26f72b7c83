import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { toAppError } from '@network3/core/app-error'
import { helpText, parseArguments, type UpArguments } from './cli/parse-arguments.ts'
import { stopRunning } from './cli/stop-running.ts'
import { layOutData } from './data/data-layout.ts'
import { lockData } from './data/lock-data.ts'
import { readEnv, type UpEnv } from './env.ts'
import { createProgress } from './supervise/progress.ts'
import { runUp } from './up/run-up.ts'

const root = resolve(import.meta.dirname, '../../..')

/** `npm start`: brings the stack up, keeps it up, takes it down. Exit code 0 when it was stopped as asked. */
async function main(): Promise<number> {
  const env = readEnv()
  const args = parseArguments(process.argv.slice(2), root, env.callerFolder)
  if (args.command === 'help') {
    process.stdout.write(helpText)
    return 0
  }
  const layout = layOutData(args.dataDir)
  if (args.command === 'stop') {
    process.stdout.write(`${await stopRunning(layout)}\n`)
    return 0
  }
  return up(args, env)
}

async function up(args: UpArguments, env: UpEnv): Promise<number> {
  const layout = layOutData(args.dataDir)
  mkdirSync(layout.folder, { recursive: true })
  const release = lockData(layout.lock, layout.folder)
  try {
    await runUp({ args, env, root, layout, progress: createProgress(process.stdout) })
    return 0
  } finally {
    release()
  }
}

// A terminal that was closed must not take the supervisor down before it has stopped its children.
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})

try {
  process.exit(await main())
} catch (error) {
  process.stderr.write(`\nNetwork3 could not run: ${toAppError(error).message}\n`)
  process.exit(1)
}
