import { join } from 'node:path'
import { nodeBackend } from '@network3/clsc/backend-node'
import { AppError } from '@network3/core/app-error'
import type { Command } from 'commander'
import type { Address, LocalAccount } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { createRenter, type Renter } from '../create-renter.ts'
import { ensureKey } from '../keys/ensure-key.ts'
import type { OwnKey } from '../keys/own-key.ts'
import type { Network } from '../network/network.ts'
import { openSessionKeys } from '../sessions/session-key-folder.ts'
import type { SessionKeys } from '../sessions/session-keys.ts'
import type { Site } from '../site/call-site.ts'
import { openSecretKey, readSecretKeyFile } from '../wallet/secret-key-file.ts'
import { readCredentials } from './credentials.ts'
import { type CliEnv, findNetwork, readCliEnv } from './env.ts'
import { explainCall } from './explain-call.ts'
import { say } from './terminal.ts'

/** Options every command that speaks to a network takes. */
export type CommonFlags = { json?: true; explain?: true; site?: string }

export function withCommon(command: Command): Command {
  return command
    .option('--json', 'print JSON')
    .option('--explain', 'say each HTTP call on stderr, as a curl command')
    .option('--site <url>', 'the Network3 site; default N3_URL, or the network of N3_NETWORK_FILE')
}

/** What a command works with; each part is opened when it is first asked for. */
export type Cli = {
  env: CliEnv
  isJson: boolean
  network(): Promise<Network>
  site(): Promise<Site>
  /** Throws KEY_NOT_FOUND when there is none, and as openSecretKey does. */
  wallet(): Promise<LocalAccount>
  /** The wallet's, which is public: without its passphrase. Throws KEY_NOT_FOUND. */
  address(): Promise<Address>
  sessionKeys: SessionKeys
  /** Seals and opens: made, or renewed for today, where that has to be. */
  ownKey(): Promise<OwnKey>
  renter(): Promise<Renter>
}

export const walletPathOf = ({ home }: CliEnv) => join(home, 'wallet.json')

export function openCli(flags: CommonFlags): Cli {
  const found = readCliEnv()
  const env: CliEnv = flags.site === undefined ? found : { ...found, siteUrl: flags.site }
  const onCall = flags.explain === true ? explainCall : undefined
  const network = lazily(() => findNetwork(env))
  const site = lazily(async (): Promise<Site> => {
    const { siteUrl } = await network()
    const kept = env.apiKey === undefined ? await readCredentials(env.home, siteUrl) : undefined
    return { siteUrl, onCall, apiKey: env.apiKey ?? kept?.apiKey, cookie: kept?.cookie }
  })
  const wallet = lazily(() => openWallet(env))
  const sessionKeys = openSessionKeys(join(env.home, 'sessions'), env.passphrase)
  const ownKey = lazily(() =>
    ensureKey({
      ...{ folder: env.keyFolder, passphrase: env.passphrase, account: wallet, network },
      onIssued: (id, verb) => say(`${verb} the key ${id}`),
    }),
  )
  const renter = lazily(async () =>
    createRenter({
      ...(await site()),
      ...{ account: await wallet(), network: await network(), sessionKeys, ownKey, backend: nodeBackend },
    }),
  )
  const address = () => addressOf(env)
  return { env, isJson: flags.json === true, network, site, wallet, address, sessionKeys, ownKey, renter }
}

/** The wallet of N3_PRIVATE_KEY, or the one that is kept. Throws KEY_NOT_FOUND, and as openSecretKey does. */
export async function openWallet(env: CliEnv): Promise<LocalAccount> {
  if (env.wallet !== undefined) return env.wallet
  const file = await readSecretKeyFile(walletPathOf(env))
  if (file !== undefined) return privateKeyToAccount(await openSecretKey(file, env.passphrase))
  throw noWallet()
}

async function addressOf(env: CliEnv): Promise<Address> {
  const address = env.wallet?.address ?? (await readSecretKeyFile(walletPathOf(env)))?.address
  if (address !== undefined) return address
  throw noWallet()
}

function noWallet(): AppError {
  return new AppError(
    'KEY_NOT_FOUND',
    'There is no wallet yet: run `n3 wallet create`, or set N3_PRIVATE_KEY.',
  )
}

function lazily<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined
  return () => {
    opened ??= open()
    return opened
  }
}
