import { delimiter, join } from 'node:path'
import { localPrivateKey } from '@network3/chain/local-economy'
import { keccak256, toBytes } from 'viem'
import type { ServiceSpec } from '../supervise/keep-service.ts'

/** Attestors of the local chain: two of three make a quorum. */
const ATTESTORS = [1, 2, 3] as const
type AttestorNumber = (typeof ATTESTORS)[number]
export type NetworkPorts = Record<
  `attestor${AttestorNumber}` | 'gateway' | 'gatewayHealth' | 'sponsor' | 'worker',
  number
>

export type NetworkPlace = {
  root: string
  ports: NetworkPorts
  /** Of attestor 1, which has always been here; the others keep theirs beside it. */
  epochsFolder: string
  attestorsFolder: string
  sponsorFolder: string
  cacheFolder: string
  /** With the stack's addresses. */
  env: NodeJS.ProcessEnv
}

export function attestorUrl(ports: NetworkPorts, number: AttestorNumber): string {
  return `http://127.0.0.1:${ports[`attestor${number}`]}`
}

/** Hashes subnets on this machine alone: what it hides from nobody here is made the same for every start. */
const LOCAL_SUBNET_KEY = keccak256(toBytes('network3:local:subnet-key'))

function daemon({ root, env, cacheFolder }: NetworkPlace, app: string, own: NodeJS.ProcessEnv) {
  return {
    command: process.execPath,
    args: ['src/main.ts'],
    folder: join(root, 'apps', app),
    // Many programs of the same parts: each part is compiled once.
    env: { ...env, NODE_COMPILE_CACHE: cacheFolder, ...own },
  }
}

export function gatewayService(place: NetworkPlace): ServiceSpec {
  const { gateway, gatewayHealth } = place.ports
  const own = { GATEWAY_PORT: String(gateway), GATEWAY_HEALTH_PORT: String(gatewayHealth) }
  return {
    name: 'gateway',
    program: daemon(place, 'gateway', { ...own, SUBNET_KEY: LOCAL_SUBNET_KEY }),
    readyUrl: `http://127.0.0.1:${gatewayHealth}/readyz`,
    readyWithinMs: 60_000,
  }
}

/** Each with a key and a folder of its own. */
export function attestorService(place: NetworkPlace, number: AttestorNumber): ServiceSpec {
  const url = attestorUrl(place.ports, number)
  const peers = ATTESTORS.filter((other) => other !== number).map((other) => attestorUrl(place.ports, other))
  return {
    name: `attestor-${number}`,
    program: daemon(place, 'attestor', {
      ATTESTOR_PORT: String(place.ports[`attestor${number}`]),
      ATTESTOR_PRIVATE_KEY: localPrivateKey('attestor', number - 1),
      ATTESTOR_DIR: number === 1 ? place.epochsFolder : join(place.attestorsFolder, String(number)),
      ATTESTOR_PEERS: peers.join(','),
      ATTESTOR_TURN_MS: '5000',
    }),
    readyUrl: `${url}/healthz`,
    readyWithinMs: 60_000,
  }
}

export function sponsorService(place: NetworkPlace, siteUrl: string): ServiceSpec {
  return {
    name: 'sponsor',
    program: daemon(place, 'sponsor', {
      SPONSOR_PORT: String(place.ports.sponsor),
      SPONSOR_PRIVATE_KEY: localPrivateKey('sponsor', 0),
      SPONSOR_DATA_DIR: place.sponsorFolder,
      SITE_URL: siteUrl,
      // Gas is worth next to nothing here, and nobody wants to wait for an hour to see it.
      SPONSOR_REDEEM_SECONDS: '10',
      SPONSOR_N3_PER_ETH: '1',
    }),
    readyUrl: `http://127.0.0.1:${place.ports.sponsor}/readyz`,
    readyWithinMs: 60_000,
  }
}

/** Seals secrets of webhooks on this machine, where there is nobody to keep them from. */
export const LOCAL_WEBHOOK_KEY = keccak256(toBytes('network3:local:webhook-key'))

export function workerService(place: NetworkPlace): ServiceSpec {
  const { worker } = place.ports
  return {
    name: 'worker',
    program: daemon(place, 'worker', { WORKER_PORT: String(worker) }),
    readyUrl: `http://127.0.0.1:${worker}/readyz`,
    readyWithinMs: 60_000,
  }
}

/** The local economy's nodes: real sessions, no slots. */
export function loadAgentsService(
  place: NetworkPlace,
  { siteUrl, agentHomes }: { siteUrl: string; agentHomes: readonly string[] },
): ServiceSpec {
  return {
    name: 'load-agents',
    program: {
      ...daemon(place, 'localnet', { SITE_URL: siteUrl, AGENT_HOMES: agentHomes.join(delimiter) }),
      args: ['src/load-agents/main.ts'],
    },
    readyWithinMs: 30_000,
  }
}
