import { homedir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '@network3/core/app-error'
import { type Hex, hexToBytes, type LocalAccount } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { z } from 'zod'
import type { Kgc } from '../keys/issue-key.ts'
import { askNetwork, type Network, readKgc } from '../network/network.ts'
import { readNetwork } from '../network/read-network.ts'

const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
const bytes32 = z.templateLiteral(['0x', z.string().regex(/^[0-9a-fA-F]{64}$/)])

const envSchema = z.object({
  /** Where n3 keeps what is yours; default ~/.n3. */
  N3_HOME: optional(z.string()),
  /** Opens and protects your keys. */
  N3_PASSPHRASE: optional(z.string()),
  /** A wallet to sign with instead of the one of `n3 wallet`; not kept anywhere. */
  N3_PRIVATE_KEY: optional(bytes32),
  /** Instead of the one `n3 login` keeps. */
  N3_API_KEY: optional(z.string()),
  /** What `npm start` says of its network (.network3/stack.json). */
  N3_NETWORK_FILE: optional(z.string()),
  /** A Network3 site; it goes before the file. */
  N3_URL: optional(z.url()),
  /** The chain as you reach it, instead of as the site names it. */
  N3_RPC_URL: optional(z.url()),
  /** Base URLs of all nodes of the key-generation centre, node 1 first, with commas between. */
  N3_KGC_URLS: optional(z.string().transform((list) => list.split(','))),
  /** Its public key, from KeyDirectory on chain. */
  N3_KGC_KEY: optional(bytes32),
  N3_CHAIN_ID: optional(z.coerce.number().int().positive()),
})

export type CliEnv = {
  home: string
  keyFolder: string
  passphrase: string | undefined
  wallet: LocalAccount | undefined
  privateKey: Hex | undefined
  apiKey: string | undefined
  kgc: Partial<Kgc>
  siteUrl: string | undefined
  rpcUrl: string | undefined
  networkFile: string | undefined
}

/** Reads the environment of the command line. Throws ENV_INVALID. */
export function readCliEnv(source: Record<string, string | undefined> = process.env): CliEnv {
  const parsed = envSchema.safeParse(source)
  if (!parsed.success) {
    throw new AppError('ENV_INVALID', `The environment cannot be used:\n${z.prettifyError(parsed.error)}`)
  }
  const env = parsed.data
  const home = env.N3_HOME ?? join(homedir(), '.n3')
  return {
    ...{ home, keyFolder: join(home, 'keys'), passphrase: env.N3_PASSPHRASE },
    ...{ privateKey: env.N3_PRIVATE_KEY, apiKey: env.N3_API_KEY },
    wallet: env.N3_PRIVATE_KEY === undefined ? undefined : privateKeyToAccount(env.N3_PRIVATE_KEY),
    ...{ siteUrl: env.N3_URL, rpcUrl: env.N3_RPC_URL, networkFile: env.N3_NETWORK_FILE },
    kgc: {
      ...(env.N3_KGC_URLS === undefined ? {} : { urls: env.N3_KGC_URLS }),
      ...(env.N3_KGC_KEY === undefined ? {} : { masterPublicKey: hexToBytes(env.N3_KGC_KEY) }),
      ...(env.N3_CHAIN_ID === undefined ? {} : { chainId: env.N3_CHAIN_ID }),
    },
  }
}

/** The network to speak to. Throws ENV_INVALID without one, and as askNetwork does. */
export async function findNetwork(env: CliEnv): Promise<Network> {
  const { siteUrl, rpcUrl, networkFile } = env
  if (siteUrl !== undefined) return askNetwork({ siteUrl }, rpcUrl)
  if (networkFile === undefined) {
    throw new AppError('ENV_INVALID', 'Which network? Set N3_URL to a Network3 site, or give --site.')
  }
  const network = await readNetwork(networkFile)
  return rpcUrl === undefined ? network : { ...network, rpcUrl }
}

/** The site to speak to, for `--to did:…` and publishing; undefined without one. Throws as readNetwork does. */
export async function findSite({ siteUrl, networkFile }: CliEnv): Promise<string | undefined> {
  if (siteUrl !== undefined || networkFile === undefined) return siteUrl
  return (await readNetwork(networkFile)).siteUrl
}

/** Where keys are issued. Throws ENV_INVALID naming what is not set, and as readKgc does. */
export async function findKgc(env: CliEnv): Promise<Kgc> {
  const { urls, masterPublicKey, chainId } = env.kgc
  if (urls !== undefined && masterPublicKey !== undefined && chainId !== undefined)
    return { urls, masterPublicKey, chainId }
  if (env.networkFile !== undefined || env.siteUrl !== undefined) return readKgc(await findNetwork(env))
  const missing = [
    ...(urls === undefined ? ['N3_KGC_URLS'] : []),
    ...(masterPublicKey === undefined ? ['N3_KGC_KEY'] : []),
    ...(chainId === undefined ? ['N3_CHAIN_ID'] : []),
  ]
  throw new AppError(
    'ENV_INVALID',
    `To have keys issued, set ${missing.join(', ')}, N3_URL or N3_NETWORK_FILE.`,
  )
}
