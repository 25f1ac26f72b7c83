#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { describeFailure, exitCode } from './exit-codes.ts'
import { version } from './version.ts'

/** Loaded when called, so that a node that idles holds only what it uses. */
const commands = {
  up: async () => (await import('./commands/up.ts')).upCommand(),
  pair: async () => (await import('./commands/pair.ts')).pairCommand(),
  status: async () => (await import('./commands/status.ts')).statusCommand(),
  why: async () => (await import('./commands/status.ts')).whyCommand(),
  limits: async () => (await import('./commands/limits.ts')).limitsCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
  service: async () => (await import('./commands/service.ts')).serviceCommand(),
  down: async () => (await import('./commands/down.ts')).downCommand(),
}

const program = new Command('n3-agent')
  .description('Lends what this device has to Network3.')
  .version(version)
  .addHelpText(
    'after',
    '\nExit codes: 0 done (of status and why: it earns), 1 failed, 2 wrong usage; of status and why: 3 not running, ' +
      '4 not registered, 5 offline, 6 paused, 7 not verified yet.',
  )
  .exitOverride()

const named = process.argv.slice(2).find((word) => Object.hasOwn(commands, word))
const loading = named === undefined ? Object.values(commands) : [commands[named as keyof typeof commands]]
for (const load of loading) program.addCommand((await load()).exitOverride())

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has said it already; help and version are no failures.
    process.exitCode = error.exitCode === 0 ? exitCode.done : exitCode.usage
  } else {
    const { reason, message, code } = describeFailure(error)
    process.stderr.write(`n3-agent: ${message} [${reason}]\n`)
    process.exitCode = code
  }
}
