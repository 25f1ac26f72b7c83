import { nodeBackend } from '@network3/clsc/backend-node'
import { createDomain, type Domain } from '@network3/clsc/domain'
import { masterPublicKeyOf } from '@network3/clsc/issuing'
import { AppError, isAppError } from '@network3/core/app-error'
import { startHealthServer } from '@network3/service/health-server'
import type { Logger } from '@network3/service/logger'
import type { Shutdown } from '@network3/service/shutdown'
import { createCoordinator } from './ceremony/coordinator.ts'
import { createChainReader } from './directory/key-directory.ts'
import type { KgcEnv } from './env.ts'
import { startPublicServer } from './http/public-server.ts'
import { createRateLimit } from './http/rate-limit.ts'
import { createRoutes } from './http/routes.ts'
import { numberOf, readRoster } from './identity/roster.ts'
import { createIssuer } from './issuing/issuer.ts'
import { RefusalError } from './issuing/refusal-error.ts'
import { createKgcMetrics } from './kgc-metrics.ts'
import { openFiles } from './open-files.ts'
import { openPeerLinks } from './peers/peer-links.ts'
import { startBoardServer } from './peers/peer-server.ts'
import { createSealKey, readSealKeyFile } from './seal/seal-key.ts'
import type { ActiveShare } from './share/share-record.ts'

const HOUR_MS = 3_600_000

/** Runs one node until shutdown. Rejects with a sentence when its files or its place in the roster are not right. */
export async function runNode(env: KgcEnv, logger: Logger, shutdown: Shutdown): Promise<void> {
  const nowMs = (): number => Date.now()
  const roster = readRoster(env.rosterFile)
  const secret = env.sealKey ?? readSealKeyFile(env.sealKeyFile ?? '')
  const { identity, store, guard } = await openFiles(env.dataDir, createSealKey(secret, env.dataDir))
  shutdown.add('guard', guard.close)
  const me = numberOf(roster, identity.publicKey)
  const { nodes } = roster
  const metrics = createKgcMetrics()

  const chain =
    env.rpcUrl === undefined
      ? undefined
      : createChainReader({
          ...{ rpcUrl: env.rpcUrl, timeoutMs: env.chainTimeoutMs, directoryAddress: env.keyDirectory },
          ...{ logger, nowMs },
        })
  const chainId = await chain?.chainId().catch(() => undefined)
  if (chainId !== undefined && chainId !== roster.chainId)
    throw new AppError('CHAIN_MISMATCH', `RPC_URL is chain ${chainId}, the roster's is ${roster.chainId}.`)

  let current: { share: ActiveShare; domain: Domain } | undefined
  const use = (share: ActiveShare): void => {
    current = { share, domain: createDomain(masterPublicKeyOf(share.issuer), nodeBackend) }
    metrics.shareVersion.set(share.record.version)
    void chain?.directory?.refresh(share)
  }
  const coordinator = createCoordinator({
    ...{ me, nodes: nodes.length, threshold: roster.threshold, rosterHash: roster.hash },
    ...{ guardId: guard.guardId, store, logger, nowMs, minRefreshGapMs: env.refreshGapMs },
    boards: () => links.boards(),
    publish: () => boardServer.changed(),
    onActive: use,
  })
  const resumed = coordinator.active()
  if (resumed !== undefined) use(resumed)

  const boardServer = await startBoardServer({
    ...{ identity, roster, host: env.peerHost, boardFor: coordinator.boardFor },
    port: env.peerPort ?? Number(new URL(nodes[me - 1]?.peerUrl ?? '').port || 443),
  })
  shutdown.add('peer server', boardServer.close)
  // A fault in a step would repeat with every news of a peer: the process ends with its reason instead.
  const step = (): void => {
    try {
      coordinator.step()
    } catch (error) {
      logger.fatal({ err: error }, 'ceremony failed')
      void shutdown.begin('ceremony failed', 1)
    }
  }
  const links = openPeerLinks({
    ...{ identity, roster, me },
    onChange: () => {
      metrics.peersUp.set(nodes.filter((_, index) => links.isUp(index + 1)).length)
      step()
    },
    onFault: (node, error) => logger.warn({ node, err: error }, 'peer does not answer'),
  })
  shutdown.add('peer links', links.close)
  step()

  const limitWallet = createRateLimit(env.keysPerMinute, nowMs)
  const issuer = createIssuer({
    ...{ me, chainId: roster.chainId, guard, nowMs },
    active: () => current,
    directory: chain?.directory,
    verifyByContract: chain?.verifyByContract,
    limitWallet: (address) => {
      const wait = limitWallet.take(address)
      if (wait !== undefined) throw new RefusalError('RATE_LIMITED', { retryAfterSeconds: wait })
    },
  })
  const server = await startPublicServer({
    ...{ host: env.host, port: env.port, trustProxy: env.trustProxy, logger },
    routes: createRoutes({ chainId: roster.chainId, issuer, active: coordinator.active }),
    limit: createRateLimit(env.requestsPerMinute, nowMs),
    onAnswer: (route, code, seconds) => {
      metrics.requests.inc({ route, code })
      metrics.requestSeconds.observe({ route }, seconds)
      metrics.guardLines.set(guard.count())
    },
    onBroken: (error) => {
      if (isAppError(error, 'KGC_GUARD_INVALID')) void shutdown.begin('guard cannot be written', 1)
    },
  })
  shutdown.add('public server', server.close)

  const health = await startHealthServer({
    port: env.healthPort,
    registry: metrics.registry,
    notReadyReasons: () => {
      const waiting = coordinator.active() === undefined ? coordinator.explain() : undefined
      return [waiting, chain?.directory?.explain()].flatMap((reason) => reason ?? [])
    },
    details: () => ({
      node: me,
      shareVersion: coordinator.active()?.record.version ?? 0,
      peersUp: nodes.flatMap((_, index) => (links.isUp(index + 1) ? [index + 1] : [])),
      ceremony: coordinator.explain() ?? null,
    }),
  })
  shutdown.add('health server', health.close)

  const timers = [
    setInterval(() => void chain?.directory?.refresh(coordinator.active()), env.chainPollMs),
    setInterval(() => {
      const madeAt = coordinator.active()?.record.madeAt ?? nowMs()
      if (env.refreshHours > 0 && nowMs() - madeAt > env.refreshHours * HOUR_MS) coordinator.requestRefresh()
      step()
    }, 60_000),
  ]
  shutdown.add('timers', () => {
    for (const timer of timers) clearInterval(timer)
  })
  process.on('SIGUSR2', () => {
    logger.info('refresh of the shares was asked for')
    coordinator.requestRefresh()
    step()
  })
  logger.info(
    { node: me, port: server.port, peerPort: boardServer.port, healthPort: health.port },
    'node was started',
  )
}
