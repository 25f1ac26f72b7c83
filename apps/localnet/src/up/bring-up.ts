import { migrate } from '@network3/db/migrate'
import type { PostgresServer } from '@network3/local-servers/start-postgres'
import { type Build, builds } from '../build/list-builds.ts'
import { runBuild } from '../build/run-build.ts'
import { kgcUrls } from '../kgc/kgc-spec.ts'
import { startKgc } from '../kgc/start-kgc.ts'
import { AGENTS, limitsJob } from '../network/agent-spec.ts'
import { fundDaemons } from '../network/fund-daemons.ts'
import { attestorUrl } from '../network/network-spec.ts'
import { keepService } from '../supervise/keep-service.ts'
import { runJob } from '../supervise/run-job.ts'
import {
  agentPlaceOf,
  buildChildEnv,
  type Endpoints,
  listServices,
  type ServiceName,
} from './list-services.ts'
import { type SettledDeployment, settleDeployment } from './settle-deployment.ts'
import { localChainId, startChain } from './start-chain.ts'
import { prepareOwnDatabase, startDatabaseServer } from './start-database.ts'
import type { UpContext } from './up-context.ts'

export type UpResult = { endpoints: Endpoints; deployment: SettledDeployment['deployment'] }

/**
 * Starts everything, each step as soon as what it needs is there:
 *
 *   database client ─▶ web build ────────────────────────────▶ web
 *   contracts build ─┐                                          ▲
 *   chain ───────────┴▶ deployment ─┬▶ economy, key nodes       │
 *   PostgreSQL ─────────────────────┴▶ migrations ─┬▶ indexer ──┘
 *                                                  ├▶ key directory
 *                                                  └▶ gateway, worker, attestors, sponsor, the economy's nodes
 *   web ─▶ three agents
 *
 * Rejects with the first failure. Steps under way then end by themselves: whatever they bring up after
 * `stack.stop` has begun is stopped by `stack.add`; `settled` resolves when none is left.
 */
export function bringUp(context: UpContext): { up: Promise<UpResult>; settled: Promise<void> } {
  const steps: Promise<unknown>[] = []
  const step: Step = (title, work, describe) => {
    const running = context.progress.step(title, work, describe)
    // Awaited where it is needed; until then a failure must not count as unhandled.
    running.catch(() => {})
    steps.push(running)
    return running
  }
  const up = connectSteps(context, step)
  const settled = up.then(
    () => {},
    async () => {
      await Promise.allSettled(steps)
    },
  )
  return { up, settled }
}

type Step = <T>(title: string, work: () => Promise<T>, describe: (result: T) => string) => Promise<T>

async function connectSteps(context: UpContext, step: Step): Promise<UpResult> {
  const { env, stack, layout, args } = context
  const build = (name: Build['name']): Promise<boolean> => {
    const deps = { logFile: layout.logOf(`build-${name}`), registry: context.registry, signal: stack.signal }
    const work = (): Promise<boolean> => runBuild(builds[name], context.root, buildChildEnv(context), deps)
    return step(builds[name].title, work, (ran) => (ran ? 'done' : 'up to date'))
  }

  const postgres =
    context.env.databaseUrl === undefined
      ? step(
          'PostgreSQL',
          () => startDatabaseServer(context),
          ({ port }) => `port ${port}`,
        )
      : Promise.resolve(undefined)
  const chain =
    env.chain === undefined
      ? step(
          'chain',
          () => startChain(context),
          (rpcUrl) => rpcUrl,
        ).then((rpcUrl) => ({ rpcUrl, chainId: localChainId }))
      : Promise.resolve(env.chain)
  const contracts = build('contracts')
  const client = build('database-client')
  const web = after([client], () => build('web'))
  const settled = after([contracts], async () => {
    const where = await chain
    return step(
      'contracts',
      () => settleDeployment(context, where),
      ({ deployed }) => (deployed ? 'deployed' : 'on chain'),
    )
  })
  const database = after([postgres, client], async () => {
    const { deployment } = await settled
    return step(
      'database',
      async () => prepareDatabase(context, await postgres, deployment.genesisHash),
      () => 'migrated',
    )
  })
  const endpoints = after([], async () => listEndpoints(context, await chain, await settled, await database))
  const serve = async (name: ServiceName): Promise<void> => {
    const spec = listServices(context, await endpoints)[name]
    const { progress, registry } = context
    await step(
      name,
      () => keepService(spec, { stack, progress, registry, logFile: layout.logOf(name) }),
      () => 'ready',
    )
  }

  const serveKgc = async (): Promise<void> => {
    const { deployment } = await settled
    const { rpcUrl } = await chain
    await step(
      'key-generation centre',
      () => startKgc(context, rpcUrl, deployment),
      (told) => told,
    )
  }

  const serveAttestors = async (): Promise<void> => {
    const { deployment } = await settled
    const { rpcUrl } = await chain
    const fund = () => fundDaemons(rpcUrl, deployment.chainId)
    await step('gas for attestors and sponsor', fund, (told) => told)
    await Promise.all([serve('attestor-1'), serve('attestor-2'), serve('attestor-3'), serve('sponsor')])
  }

  const serveAgents = async (): Promise<void> => {
    const place = agentPlaceOf(context, await endpoints)
    await Promise.all(
      AGENTS.map(async (agent) => {
        const job = limitsJob(place, agent)
        const logFile = layout.logOf(`agent-${agent}-limits`)
        const { registry } = context
        if (job !== undefined) {
          await runJob(`The limits of agent ${agent}`, job, { logFile, registry, signal: stack.signal })
        }
        await serve(`agent-${agent}`)
      }),
    )
  }

  const pages = after([web], () => serve('web'))
  const playsEconomy = args.economy && env.economy && (await chain).chainId === localChainId
  await Promise.all([
    serve('indexer'),
    playsEconomy ? serve('economy') : undefined,
    pages,
    playsEconomy ? after([pages], serveAgents) : undefined,
    isLocalChain(env) ? serveKgc() : undefined,
    isLocalChain(env) ? serve('directory') : undefined,
    serve('gateway'),
    hasWebhookKey(env) ? serve('worker') : undefined,
    isLocalChain(env) ? serveAttestors() : undefined,
    playsEconomy ? serve('load-agents') : undefined,
  ])
  return { endpoints: await endpoints, deployment: (await settled).deployment }
}

/** Key centre, attestors and sponsor act with keys that are known on a local chain only. */
export function isLocalChain({ chain }: UpContext['env']): boolean {
  return chain === undefined || chain.chainId === localChainId
}

/** The worker keeps secrets: without a key for them there is none. */
function hasWebhookKey(env: UpContext['env']): boolean {
  return isLocalChain(env) || env.inherited.WEBHOOK_SECRETS_KEY !== undefined
}

/** `work` once everything in `needs` is there. */
function after<T>(needs: readonly Promise<unknown>[], work: () => Promise<T>): Promise<T> {
  const done = Promise.all(needs).then(work)
  done.catch(() => {})
  return done
}

async function prepareDatabase(
  context: UpContext,
  server: PostgresServer | undefined,
  genesisHash: string,
): Promise<string> {
  if (server !== undefined) return prepareOwnDatabase(context, server, genesisHash)
  const given = context.env.databaseUrl
  if (given === undefined) throw new Error('There is neither a database server nor DATABASE_URL.')
  await migrate(given)
  return given
}

function listEndpoints(
  { env, ports }: UpContext,
  chain: { rpcUrl: string; chainId: number },
  settled: SettledDeployment,
  databaseUrl: string,
): Endpoints {
  return {
    webUrl: `http://localhost:${ports.web}`,
    rpcUrl: chain.rpcUrl,
    publicRpcUrl: env.publicRpcUrl ?? chain.rpcUrl,
    chainId: chain.chainId,
    databaseUrl,
    epochFilesUrl: isLocalChain(env)
      ? `${attestorUrl(ports, 1)}/epochs`
      : (env.epochFilesUrl ?? `${attestorUrl(ports, 1)}/epochs`),
    gatewayUrl: `ws://127.0.0.1:${ports.gateway}`,
    receiptsUrl: `http://127.0.0.1:${ports.gateway}`,
    ...(isLocalChain(env) ? { sponsorUrl: `http://127.0.0.1:${ports.sponsor}` } : {}),
    indexerUrl: `http://127.0.0.1:${ports.indexer}`,
    workerUrl: `http://127.0.0.1:${ports.worker}`,
    kgcUrls: isLocalChain(env) ? kgcUrls(ports) : [],
    deploymentFile: settled.file,
  }
}
