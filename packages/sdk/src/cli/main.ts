#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { keysCommand } from './commands/keys.ts'
import { openCommand } from './commands/open.ts'
import { sealCommand } from './commands/seal.ts'
import { describeFailure, exitCode } from './exit-codes.ts'
import { say } from './terminal.ts'

const program = new Command('n3')
  .description('Network3 from the command line.')
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 your key, 4 not opened, 5 a recipient’s key, 6 a service.',
  )
  .exitOverride()
for (const command of [keysCommand(), sealCommand(), openCommand()]) program.addCommand(command)
for (const command of program.commands) {
  command.exitOverride()
  for (const inner of command.commands) inner.exitOverride()
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has said it already; help and version are no failures.
    process.exitCode = error.exitCode === 0 ? exitCode.done : exitCode.usage
  } else {
    const { reason, message, code } = describeFailure(error)
    say(`n3: ${message} [${reason}]`)
    process.exitCode = code
  }
}
