import { resolve } from 'node:path'
import { parseAddress } from '@network3/core/address'
import type { Address } from '@network3/core/hex'
import { type Command, Option } from 'commander'
import { type AgentEnv, readEnv } from '../env.ts'
import { type AgentHome, openHome } from '../home/open-home.ts'
import { passphraseOf } from '../home/passphrase.ts'
import { changeSettings, parseCountry, requireSite, type Settings } from '../home/settings.ts'

export type HomeOptions = { home?: string }
export type NetworkOptions = HomeOptions & { site?: string; country?: string }

/** Facts and questions go to stderr; stdout is what was asked for. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

export function withHome(command: Command): Command {
  return command.addOption(new Option('--home <folder>', 'where the node’s key and limits are kept'))
}

export function withNetwork(command: Command): Command {
  return withHome(command)
    .option('--site <url>', 'the site of the network; kept after the first time')
    .option('--country <code>', 'where the device is: two letters, such as DE; kept after the first time')
}

export async function openFolder(options: HomeOptions): Promise<{ env: AgentEnv; home: AgentHome }> {
  const env = readEnv()
  return { env, home: await openHome(resolve(options.home ?? env.home)) }
}

/** What most commands begin with. Throws INPUT_INVALID, ENV_INVALID. */
export async function openAgent(options: NetworkOptions) {
  const { env, home } = await openFolder(options)
  const siteUrl = options.site ?? env.siteUrl
  const changes: Settings = {
    ...(siteUrl === undefined ? {} : { siteUrl: new URL(siteUrl).origin }),
    ...(options.country === undefined ? {} : { country: parseCountry(options.country) }),
  }
  const settings = await changeSettings(home, changes)
  const passphrase = await passphraseOf(home, env)
  return { env, home, settings, siteUrl: requireSite(settings), passphrase }
}

/** Lower case, or undefined when not given. Throws ADDRESS_INVALID. */
export function readOperator(text: string | undefined): Address | undefined {
  return text === undefined ? undefined : parseAddress(text)
}
