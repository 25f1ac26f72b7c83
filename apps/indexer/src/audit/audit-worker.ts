import { toAppError } from '@network3/core/app-error'
import { setAuditOutcome } from '@network3/db/write/indexer-checks'
import { type Clock, systemClock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import type { IndexerMetrics } from '../indexer-metrics.ts'
import type { IndexerStatus } from '../sync/indexer-status.ts'
import { type ContractAuditDeps, compareWithContracts } from './compare-with-contracts.ts'

export type AuditWorkerOptions = ContractAuditDeps & {
  everySeconds: number
  status: IndexerStatus
  logger: Logger
  metrics: IndexerMetrics
  signal: AbortSignal
  clock?: Clock
}

const WAIT_FOR_HEAD_MS = 1_000

/**
 * Compares with the contracts whenever so much time has passed and the tip is near the head, for of older blocks a
 * node may not have the state. What differs is shown and counted; nothing is changed, for a person has to judge it
 * (docs/runbooks/reindex.md). Without an interval it does nothing.
 */
export async function runAuditWorker(options: AuditWorkerOptions): Promise<void> {
  const { everySeconds, status, signal, clock = systemClock } = options
  if (everySeconds === 0) return
  while (!signal.aborted) {
    await clock.sleep(everySeconds * 1_000, signal)
    while (status.phase !== 'following' && !signal.aborted) await clock.sleep(WAIT_FOR_HEAD_MS, signal)
    if (!signal.aborted) await auditOnce(options)
  }
}

async function auditOnce(options: AuditWorkerOptions): Promise<void> {
  const { pool, logger, metrics } = options
  try {
    const { blockNumber, checks } = await compareWithContracts(options)
    const differences = checks.flatMap((check) => check.differences)
    const compared = checks.reduce((sum, check) => sum + check.compared, 0)
    const detail = differences.length === 0 ? null : differences.slice(0, 5).join(', ')
    metrics.auditDifferences.set(differences.length)
    const fact = { block: String(blockNumber), compared, differences: differences.length, detail }
    if (detail === null) logger.info(fact, 'sums equal the contracts')
    else logger.error(fact, 'sums differ from the contracts')
    await setAuditOutcome(pool, { blockNumber, compared, differences: differences.length, detail })
  } catch (error) {
    // Neither a busy node nor a busy database is a reason to stop indexing.
    logger.warn({ err: toAppError(error) }, 'sums could not be compared with the contracts')
  }
}
