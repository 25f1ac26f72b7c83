import { join } from 'node:path'
import { nodeBackend } from '@network3/clsc/backend-node'
import type { Command } from 'commander'
import type { Address, LocalAccount } from 'viem'
import { createRenter, type Renter } from '../create-renter.ts'
import { ensureKey } from '../keys/ensure-key.ts'
import type { OwnKey } from '../keys/own-key.ts'
import type { Network } from '../network/network.ts'
import { openSessionKeys } from '../sessions/session-key-folder.ts'
import type { SessionKeys } from '../sessions/session-keys.ts'
import type { Site } from '../site/call-site.ts'
import { readCredentials } from './credentials.ts'
import { type CliEnv, findNetwork, readCliEnv } from './env.ts'
import { explainCall } from './explain-call.ts'
import { addressOf, openOwnWallet } from './own-wallet.ts'
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
  const wallet = lazily(() => openOwnWallet(env))
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

function lazily<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined
  return () => {
    opened ??= open()
    return opened
  }
}
