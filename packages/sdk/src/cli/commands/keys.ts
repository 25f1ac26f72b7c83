import { writeFile } from 'node:fs/promises'
import { isEpochAccepted } from '@network3/clsc/epoch'
import { AppError } from '@network3/core/app-error'
import { Command } from 'commander'
import { openKeyStore } from '../../keys/key-store.ts'
import { readCliEnv } from '../env.ts'

const DAY_MS = 86_400_000

/** `n3 keys`: the keys on this machine. */
export function keysCommand(): Command {
  return new Command('keys')
    .description('your keys: list, publish')
    .addCommand(listCommand())
    .addCommand(bundleCommand())
}

function listCommand(): Command {
  return new Command('list')
    .description('the keys on this machine')
    .option('--json', 'print JSON')
    .action(async (flags: { json?: true }) => {
      const entries = (await openKeyStore(readCliEnv().keyFolder).list()).map(({ name, file }) => {
        const epoch = Math.max(...file.bundles.map((entry) => entry.epoch))
        return {
          name,
          id: file.id,
          isProtected: file.keys.protection !== 'none',
          day: new Date(epoch * DAY_MS).toISOString().slice(0, 10),
          isCurrent: isEpochAccepted(epoch, Date.now()),
        }
      })
      if (flags.json === true) return void console.log(JSON.stringify(entries))
      if (entries.length === 0) console.log('No keys yet.')
      for (const { name, id, day, isCurrent, isProtected } of entries) {
        const notes = [
          isCurrent ? `for ${day}` : `expired, of ${day}`,
          isProtected ? '' : 'without passphrase',
        ]
        console.log(`${name}  ${id}  ${notes.filter((note) => note !== '').join(', ')}`)
      }
    })
}

function bundleCommand(): Command {
  return new Command('bundle')
    .description('what others need to seal for you: public, without your passphrase')
    .argument('[name]', 'which key', 'default')
    .option('-o, --output <file>', 'where to; “-” prints hex')
    .action(async (name: string, flags: { output?: string }) => {
      const file = await openKeyStore(readCliEnv().keyFolder).read(name)
      const newest = file.bundles.toSorted((a, b) => b.epoch - a.epoch)[0]
      if (newest === undefined) throw new AppError('KEY_FILE_INVALID', `The key “${name}” has no bundle.`)
      if (flags.output === undefined || flags.output === '-') console.log(newest.bundle)
      else await writeFile(flags.output, Buffer.from(newest.bundle, 'hex'))
    })
}
