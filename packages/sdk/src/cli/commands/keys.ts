import { writeFile } from 'node:fs/promises'
import { isEpochAccepted } from '@network3/clsc/epoch'
import { AppError, isAppError } from '@network3/core/app-error'
import { Command } from 'commander'
import { createDirectoryClient } from '../../directory/directory-client.ts'
import type { KeyFile } from '../../keys/key-file.ts'
import { openKeyStore } from '../../keys/key-store.ts'
import { createKey, type Issued, type KeyContext, renewKey } from '../../keys/request-key.ts'
import { type CliEnv, findKgc, findSite, readCliEnv } from '../env.ts'
import { openOwnWallet } from '../own-wallet.ts'
import { say } from '../terminal.ts'

const DAY_MS = 86_400_000

/** `n3 keys`: the keys on this machine. */
export function keysCommand(): Command {
  return new Command('keys')
    .description('your keys: create, renew, list, publish')
    .addCommand(createCommand())
    .addCommand(renewCommand())
    .addCommand(listCommand())
    .addCommand(bundleCommand())
    .addCommand(publishCommand())
}

function createCommand(): Command {
  return new Command('create')
    .description('make a key for this device and have it issued; your wallet signs once')
    .argument('[name]', 'what to call it here', 'default')
    .requiredOption('-l, --label <label>', 'which device: the part after # in its name')
    .option('--unprotected', 'keep it without a passphrase (N3_PASSPHRASE)')
    .action(async (name: string, flags: { label: string; unprotected?: true }) => {
      const env = readCliEnv()
      if (env.passphrase === undefined && flags.unprotected !== true) {
        throw new AppError(
          'PASSPHRASE_MISSING',
          'Set N3_PASSPHRASE to protect the key, or say --unprotected.',
        )
      }
      await report(await createKey(await keyContext(env), name, flags.label), 'created', env)
    })
}

function renewCommand(): Command {
  return new Command('renew')
    .description('have the key for today issued, and in the evening (UTC) the one for tomorrow')
    .argument('[name]', 'which key', 'default')
    .action(async (name: string) => {
      const env = readCliEnv()
      const issued = await renewKey(await keyContext(env), name)
      if (issued === undefined) say('Nothing to renew yet.')
      else await report(issued, 'renewed', env)
    })
}

async function keyContext(env: CliEnv): Promise<KeyContext> {
  const { passphrase } = env
  const kgc = await findKgc(env)
  // A renewal within what was granted needs none.
  const wallet = await openOwnWallet(env).catch((error: unknown) => {
    if (isAppError(error, 'KEY_NOT_FOUND')) return undefined
    throw error
  })
  return { store: openKeyStore(env.keyFolder), kgc, passphrase, wallet, nowMs: Date.now() }
}

/** Says what was issued, and publishes it where a site is given. */
async function report({ file, epoch, faults }: Issued, verb: string, env: CliEnv): Promise<void> {
  say(`${verb} ${file.id} for ${dayOf(epoch)}`)
  for (const { node, message, code } of faults) say(`KGC node ${node} ${message} [${code}]`)
  const siteUrl = await findSite(env)
  if (siteUrl !== undefined) await publish(file, siteUrl)
  else say('It is not published: others need `n3 keys bundle`, or set N3_URL and run `n3 keys publish`.')
}

function publishCommand(): Command {
  return new Command('publish')
    .description('put your bundle into the directory at N3_URL')
    .argument('[name]', 'which key', 'default')
    .action(async (name: string) => {
      const env = readCliEnv()
      const siteUrl = await findSite(env)
      if (siteUrl === undefined) throw new AppError('ENV_INVALID', 'Set N3_URL to a Network3 site.')
      await publish(await openKeyStore(env.keyFolder).read(name), siteUrl)
    })
}

async function publish(file: KeyFile, siteUrl: string): Promise<void> {
  const { position, isNew } = await createDirectoryClient(siteUrl).publish(newestBundle(file))
  say(isNew ? `published as number ${position}` : `was published already, as number ${position}`)
}

function newestBundle(file: KeyFile): Buffer {
  const newest = file.bundles.toSorted((a, b) => b.epoch - a.epoch)[0]
  if (newest === undefined) {
    throw new AppError('KEY_EXPIRED', `The key of ${file.id} has not been issued yet: run \`n3 keys renew\`.`)
  }
  return Buffer.from(newest.bundle, 'hex')
}

const dayOf = (epoch: number) => new Date(epoch * DAY_MS).toISOString().slice(0, 10)

/** Of what has been issued; undefined before the first. */
function newestEpoch({ bundles }: KeyFile): number | undefined {
  return bundles.map(({ epoch }) => epoch).sort((a, b) => b - a)[0]
}

function listCommand(): Command {
  return new Command('list')
    .description('the keys on this machine')
    .option('--json', 'print JSON')
    .action(async (flags: { json?: true }) => {
      const entries = (await openKeyStore(readCliEnv().keyFolder).list()).map(({ name, file }) => {
        const epoch = newestEpoch(file)
        return {
          name,
          id: file.id,
          isProtected: file.secrets.protection !== 'none',
          day: epoch === undefined ? null : dayOf(epoch),
          isCurrent: epoch !== undefined && isEpochAccepted(epoch, Date.now()),
        }
      })
      if (flags.json === true) return void console.log(JSON.stringify(entries))
      if (entries.length === 0) console.log('No keys yet.')
      for (const { name, id, day, isCurrent, isProtected } of entries) {
        const notes = [
          day === null ? 'not issued yet' : isCurrent ? `for ${day}` : `expired, of ${day}`,
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
      const bundle = newestBundle(file)
      if (flags.output === undefined || flags.output === '-') console.log(bundle.toString('hex'))
      else await writeFile(flags.output, bundle)
    })
}
