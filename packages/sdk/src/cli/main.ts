#!/usr/bin/env node
import { CommanderError } from 'commander'
import { describeFailure, exitCode } from './exit-codes.ts'
import { createProgram } from './program.ts'
import { sayFailure } from './terminal.ts'

try {
  const program = await createProgram(process.argv[2])
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has said it already; help and version are no failures.
    process.exitCode = error.exitCode === 0 ? exitCode.done : exitCode.usage
  } else {
    const failure = describeFailure(error)
    sayFailure(failure, process.argv.includes('--json'))
    process.exitCode = failure.code
  }
}
