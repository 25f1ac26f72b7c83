import { AppError } from '@network3/core/app-error'
import { Command, Option } from 'commander'
import { type ApiKey, apiScopes, createApiKeyClient } from '../../access/api-keys.ts'
import { type CommonFlags, openCli, withCommon } from '../context.ts'
import { n3Of, print, tableOf } from '../output.ts'
import { parseAmount, parseCount } from '../parse-option.ts'
import { say } from '../terminal.ts'

type CreateFlags = CommonFlags & { scope: (typeof apiScopes)[number][]; days?: number; cap?: bigint }

/** `n3 api-keys`: keys for programs. An addition: what signatures allow needs none. */
export function apiKeysCommand(): Command {
  return new Command('api-keys')
    .description('keys for programs: create, list, revoke, usage; after `n3 login`')
    .addCommand(createCommand())
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(revokeCommand())
    .addCommand(usageCommand())
}

async function openClient(flags: CommonFlags) {
  const cli = openCli(flags)
  const site = await cli.site()
  if (site.cookie === undefined) {
    throw new AppError('SESSION_REQUIRED', 'Nobody is signed in: run `n3 login` first.')
  }
  return { cli, client: createApiKeyClient({ ...site, apiKey: undefined }) }
}

/** What keys did is told to a key as well, if it may read. */
async function openUsageClient(flags: CommonFlags) {
  const cli = openCli(flags)
  const site = await cli.site()
  if (site.cookie === undefined && site.apiKey === undefined) {
    throw new AppError('KEY_REQUIRED', 'Run `n3 login` first, or set N3_API_KEY to a key that may read.')
  }
  return { cli, client: createApiKeyClient(site) }
}

function createCommand(): Command {
  return withCommon(new Command('create'))
    .description('make a key; it is shown once')
    .argument('<name>', 'what it is for')
    .addOption(
      new Option('--scope <scope...>', 'what it may do').choices(apiScopes).default(['read', 'jobs']),
    )
    .option('--days <n>', 'how long it holds; default: until it is revoked', parseCount)
    .option('--cap <N3>', 'the most that the jobs it submits in a day may cost', parseAmount)
    .action(async (name: string, flags: CreateFlags) => {
      const { cli, client } = await openClient(flags)
      const expiresAt =
        flags.days === undefined ? undefined : new Date(Date.now() + flags.days * 86_400_000).toISOString()
      const made = await client.create({ name, scopes: flags.scope, expiresAt, dailyCapWei: flags.cap })
      print(cli, made, () => made.key)
      say(
        `${made.keyId} may ${made.scopes.join(', ')}. It is not shown again: N3_API_KEY=… n3 login --api-key keeps it.`,
      )
    })
}

function listCommand(): Command {
  return withCommon(new Command('list'))
    .description('your keys')
    .action(async (flags: CommonFlags) => {
      const { cli, client } = await openClient(flags)
      const { items } = await client.find({ limit: 100 })
      print(cli, items, () => describeKeys(items))
    })
}

function describeKeys(keys: readonly ApiKey[]): string {
  if (keys.length === 0) return 'No keys. `n3 api-keys create <name>` makes one.'
  return tableOf(
    ['key', 'name', 'begins', 'may', 'state', 'a day', 'until', 'last used'],
    keys.map((key) => [
      ...[key.keyId, key.name, key.prefix, key.scopes.join(' '), key.state],
      ...[
        key.dailyCapWei === null ? 'no cap' : n3Of(key.dailyCapWei),
        dayOf(key.expiresAt),
        dayOf(key.lastUsedAt),
      ],
    ]),
  )
}

const dayOf = (instant: string | null) => instant?.slice(0, 10) ?? '–'

function revokeCommand(): Command {
  return withCommon(new Command('revoke'))
    .description('end a key at once')
    .argument('<keyId>', 'key_…')
    .action(async (keyId: string, flags: CommonFlags) => {
      const { cli, client } = await openClient(flags)
      const revoked = await client.revoke(keyId)
      print(cli, revoked, () => `${revoked.keyId} (${revoked.name}) is revoked.`)
    })
}

function usageCommand(): Command {
  return withCommon(new Command('usage'))
    .description('calls, jobs and spend by day and key')
    .option('--days <n>', 'how far back, up to 90', parseCount, 30)
    .action(async (flags: CommonFlags & { days: number }) => {
      const { cli, client } = await openUsageClient(flags)
      const { items } = await client.usage(flags.days)
      print(cli, items, () =>
        items.length === 0
          ? 'No key was used.'
          : tableOf(
              ['day', 'key', 'calls', 'jobs', 'admitted'],
              items.map(({ day, name, calls, jobsAdmitted, spendAdmittedWei }) => [
                ...[day, name, String(calls), String(jobsAdmitted), n3Of(spendAdmittedWei)],
              ]),
            ),
      )
    })
}
