import { delimiter, join } from 'node:path'
import { type LocalRichRole, localRichAccount } from '@network3/chain/local-economy'
import { bytesToHex } from 'viem'
import { AGENTS, type AgentNumber, type AgentPlace, agentHome, agentService } from '../network/agent-spec.ts'
import {
  attestorService,
  gatewayService,
  LOCAL_WEBHOOK_KEY,
  loadAgentsService,
  type NetworkPlace,
  sponsorService,
  workerService,
} from '../network/network-spec.ts'
import type { ServiceSpec } from '../supervise/keep-service.ts'
import { localChainId } from './start-chain.ts'
import type { UpContext } from './up-context.ts'

/** Where everything answers, once it does. */
export type Endpoints = {
  webUrl: string
  rpcUrl: string
  publicRpcUrl: string
  chainId: number
  databaseUrl: string
  epochFilesUrl: string
  indexerUrl: string
  workerUrl: string
  /** Where agents dial, and where receipts are read. */
  gatewayUrl: string
  receiptsUrl: string
  /** Undefined on a chain that is not local. */
  sponsorUrl?: string
  /** Nodes of the key-generation centre, node 1 first; none on a chain that is not local. */
  kgcUrls: string[]
  deploymentFile: string
}

export type ServiceName =
  | 'indexer'
  | 'economy'
  | 'directory'
  | 'web'
  | 'gateway'
  | 'sponsor'
  | 'worker'
  | 'load-agents'
  | AttestorName
  | AgentName
type AgentName = `agent-${AgentNumber}`
type AttestorName = `attestor-${1 | 2 | 3}`

/** The environment of every child: the caller's, with the pinned tools first on PATH and the stack's addresses. */
export function buildChildEnv(
  { env, root }: Pick<UpContext, 'env' | 'root'>,
  endpoints?: Endpoints,
): NodeJS.ProcessEnv {
  const path = [join(root, 'node_modules', '.bin'), env.inherited.PATH].filter(Boolean).join(delimiter)
  // npm's own variables would configure the npm of a child as if it were called by this one.
  const own = Object.entries(env.inherited).filter(([name]) => !name.startsWith('npm_'))
  const base = { ...Object.fromEntries(own), PATH: path, NODE_ENV: 'production' as const }
  if (endpoints === undefined) return base
  return {
    ...base,
    DATABASE_URL: endpoints.databaseUrl,
    RPC_URL: endpoints.rpcUrl,
    PUBLIC_RPC_URL: endpoints.publicRpcUrl,
    CHAIN_ID: String(endpoints.chainId),
    DEPLOYMENT_FILE: endpoints.deploymentFile,
    EPOCH_FILES_URL: endpoints.epochFilesUrl,
    KGC_URLS: endpoints.kgcUrls.join(','),
    GATEWAY_URL: endpoints.gatewayUrl,
    RECEIPTS_URL: endpoints.receiptsUrl,
    SPONSOR_URL: endpoints.sponsorUrl ?? '',
    ...webhookEnv(endpoints.chainId),
  }
}

/** What runs beside the database and the chain: one row each. */
export function listServices(context: UpContext, endpoints: Endpoints): Record<ServiceName, ServiceSpec> {
  const { root, ports, layout } = context
  const env = buildChildEnv(context, endpoints)
  const isLocal = endpoints.chainId === localChainId
  // Only this chain may lose blocks it had finalized: its dump can be older than the database after a kill.
  const unwind: NodeJS.ProcessEnv = isLocal ? { UNWIND_PAST_FINALITY: '1' } : {}
  const faucet: NodeJS.ProcessEnv = isLocal ? { FAUCET_PRIVATE_KEY: readKey('faucet') } : {}
  const siteUrl = siteUrlOf(context)
  const agents = agentPlaceOf(context, endpoints)
  const place: NetworkPlace = {
    ...{ root, ports, env, epochsFolder: layout.epochs, attestorsFolder: layout.attestors },
    ...{ sponsorFolder: layout.sponsor, cacheFolder: layout.nodeCache },
  }
  return {
    gateway: gatewayService(place),
    sponsor: sponsorService(place, siteUrl),
    worker: workerService(place),
    'attestor-1': attestorService(place, 1),
    'attestor-2': attestorService(place, 2),
    'attestor-3': attestorService(place, 3),
    'load-agents': loadAgentsService(place, {
      siteUrl,
      agentHomes: AGENTS.map((agent) => agentHome(agents, agent)),
    }),
    'agent-1': agentService(agents, 1),
    'agent-2': agentService(agents, 2),
    'agent-3': agentService(agents, 3),
    indexer: {
      name: 'indexer',
      program: {
        command: process.execPath,
        args: ['src/main.ts'],
        folder: join(root, 'apps/indexer'),
        env: { ...env, ...unwind, INDEXER_PORT: String(ports.indexer) },
      },
      readyUrl: `${endpoints.indexerUrl}/readyz`,
      readyWithinMs: 180_000,
    },
    economy: {
      name: 'economy',
      program: {
        command: process.execPath,
        args: ['src/economy/main.ts'],
        folder: join(root, 'apps/localnet'),
        env: { ...env, SITE_URL: siteUrl },
      },
      readyWithinMs: 30_000,
    },
    directory: {
      name: 'directory',
      program: {
        command: process.execPath,
        args: ['src/main.ts'],
        folder: join(root, 'apps/directory'),
        env: {
          ...env,
          DIRECTORY_PORT: String(ports.directory),
          DIRECTORY_PRIVATE_KEY: readKey('directory'),
          // Nobody waits a day on a local chain.
          DIRECTORY_POST_TODAY: '1',
        },
      },
      readyUrl: `http://127.0.0.1:${ports.directory}/readyz`,
      readyWithinMs: 60_000,
    },
    web: {
      name: 'web',
      program: {
        command: process.execPath,
        args: ['src/serve/main.ts', '--port', String(ports.web), '--hostname', '127.0.0.1'],
        folder: join(root, 'apps/web'),
        env: { ...env, ...faucet, PORT: String(ports.web) },
      },
      readyUrl: `http://127.0.0.1:${ports.web}/`,
      readyWithinMs: 120_000,
    },
  }
}

/** On the local chain receivers may run on this machine too; elsewhere the caller's own variables count. */
function webhookEnv(chainId: number): NodeJS.ProcessEnv {
  if (chainId !== localChainId) return {}
  return { WEBHOOK_SECRETS_KEY: LOCAL_WEBHOOK_KEY, WEBHOOK_ALLOW_LOOPBACK: '1' }
}

/** The site as programs of this machine reach it. */
function siteUrlOf({ ports }: UpContext): string {
  return `http://127.0.0.1:${ports.web}`
}

export function agentPlaceOf(context: UpContext, endpoints: Endpoints): AgentPlace {
  const { root, ports, layout } = context
  return {
    ...{ root, ports, folder: layout.agents, cacheFolder: layout.nodeCache },
    ...{ siteUrl: siteUrlOf(context), env: buildChildEnv(context, endpoints) },
  }
}

function readKey(role: LocalRichRole): string {
  const { privateKey } = localRichAccount(role).getHdKey()
  if (privateKey === null) throw new Error(`The local ${role} has no private key.`)
  return bytesToHex(privateKey)
}
