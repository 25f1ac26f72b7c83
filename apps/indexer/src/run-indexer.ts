import type { Deployment } from '@network3/chain/deployment'
import { type AppError, toAppError } from '@network3/core/app-error'
import { createPool } from '@network3/db/pool'
import type { openWriter, Writer } from '@network3/db/write/open-writer'
import { writeHalt } from '@network3/db/write/tip'
import { type Clock, systemClock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import { backOffMs } from '@network3/service/retry'
import { runAuditWorker } from './audit/audit-worker.ts'
import { contractsByAddress } from './deployment-contracts.ts'
import { createEpochWorker } from './epochs/epoch-worker.ts'
import type { IndexerMetrics } from './indexer-metrics.ts'
import { createRankWorker } from './ranks/rank-worker.ts'
import type { ChainSource } from './rpc/chain-source.ts'
import type { ProviderWatch } from './rpc/provider-watch.ts'
import type { IndexerStatus } from './sync/indexer-status.ts'
import { runSync } from './sync/run-sync.ts'
import { startSession } from './sync/start-session.ts'
import { createFinalVerifier } from './sync/verify-final.ts'

export type IndexerDeps = {
  databaseUrl: string
  deployment: Deployment
  chain: ChainSource
  watch: ProviderWatch
  openWriter: typeof openWriter
  epochFilesUrl: string | undefined
  mayUnwindFinal: boolean
  defersIndices: boolean
  /** 0: never. */
  auditEverySeconds: number
  logger: Logger
  metrics: IndexerMetrics
  status: IndexerStatus
  signal: AbortSignal
  clock?: Clock
}

const STANDBY_MS = 1_000

/**
 * Indexes until the signal. Cases:
 * 1. another process holds the chain's lock → stand by, and look again every second;
 * 2. what may pass (database away, node away) → back off with jitter and begin a new session;
 * 3. what does not pass by itself (reorg past finality, another deployment, a log that cannot be read) → halt:
 *    say so in the database and at /readyz, touch nothing more, and stay up for whoever looks.
 */
export async function runIndexer(deps: IndexerDeps): Promise<void> {
  const { databaseUrl, deployment, logger, status, signal, clock = systemClock } = deps
  let failures = 0
  while (!signal.aborted) {
    let writer: Writer | undefined
    try {
      writer = await deps.openWriter(databaseUrl, deployment.chainId)
      if (writer === undefined) {
        if (status.phase !== 'standby') logger.info('another indexer writes this chain, standing by')
        status.phase = 'standby'
        await clock.sleep(STANDBY_MS, signal)
        continue
      }
      status.phase = 'starting'
      const sessionBeganAt = clock.now()
      await runSession(deps, writer).catch((error: unknown) => {
        // A session that held for a while was not the same trouble going on.
        if (clock.now() - sessionBeganAt > 60_000) failures = 0
        throw error
      })
    } catch (caught) {
      const error = toAppError(caught)
      status.problem = { code: error.code, message: error.message }
      if (!error.retryable) {
        await halt(deps, writer, error)
        return
      }
      failures += 1
      const waitMs = backOffMs(failures, { baseMs: 100, maxMs: 5_000 })
      logger.warn({ err: error, failures, waitMs }, 'session ended')
      await clock.sleep(waitMs, signal)
    } finally {
      await writer?.close()
    }
  }
}

/** One session with the database: syncing, epoch files and ranks together; the first to fail ends the others. */
async function runSession(deps: IndexerDeps, writer: Writer): Promise<void> {
  const { deployment, chain, logger, metrics, status } = deps
  const { state, clock } = await startSession(chain, writer, deployment)
  logger.info({ tip: String(state.tip.number), head: String(state.heads.head) }, 'session began')
  const session = new AbortController()
  const signal = AbortSignal.any([deps.signal, session.signal])
  const pool = createPool(deps.databaseUrl, { maxConnections: 1, applicationName: 'network3-indexer' })
  const ranks = createRankWorker({ pool, logger, metrics, signal })
  const epochs = createEpochWorker({
    ...{ writer, logger, metrics, signal, deployment },
    epochFilesUrl: deps.epochFilesUrl,
    onChange: ranks.touch,
  })
  const verifier = createFinalVerifier({
    ...{ chain, state, writer, pool, logger, signal, contracts: contractsByAddress(deployment) },
  })
  const context = {
    ...{ chain, watch: deps.watch, writer, logger, metrics, signal, clock, chainId: deployment.chainId },
    contracts: contractsByAddress(deployment),
    ...{ mayUnwindFinal: deps.mayUnwindFinal, defersIndices: deps.defersIndices },
    onCommit: (commit: Parameters<typeof ranks.onCommit>[0]) => {
      ranks.onCommit(commit)
      epochs.onCommit(commit)
      verifier.onCommit(commit)
    },
  }
  const audits = runAuditWorker({
    ...{ pool, chain, deployment, status, logger, metrics, signal, everySeconds: deps.auditEverySeconds },
  })
  const parts = [runSync(context, state, status), epochs.run(), ranks.run(), verifier.run(), audits]
  try {
    await Promise.all(parts)
  } finally {
    session.abort()
    await Promise.allSettled(parts)
    await pool.end()
  }
}

async function halt(
  { logger, metrics, status }: IndexerDeps,
  writer: Writer | undefined,
  error: AppError,
): Promise<void> {
  status.phase = 'halted'
  metrics.halted.set(1)
  logger.fatal(
    { err: error, code: error.code },
    'indexer halted, nothing more is written until it is restarted',
  )
  try {
    await writer?.transaction((tx) => writeHalt(tx, error.code, error.message))
  } catch (cause) {
    logger.error({ err: cause }, 'the halt could not be written to the database')
  }
}
