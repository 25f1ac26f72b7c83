import type { Deployment } from '@network3/chain/deployment'
import { lowerAddress } from '@network3/core/address'
import { toAppError } from '@network3/core/app-error'
import { findUnverifiedEpochs, setFileState, type UnverifiedEpoch } from '@network3/db/write/epoch-files'
import type { Writer } from '@network3/db/write/open-writer'
import { type Clock, systemClock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import { backOffMs } from '@network3/service/retry'
import type { IndexerMetrics } from '../indexer-metrics.ts'
import type { SyncContext } from '../sync/sync-context.ts'
import { type FileFault, judgeFault } from './file-fault.ts'
import { ingestEpochFile } from './ingest-epoch-file.ts'

export type EpochWorker = { onCommit: SyncContext['onCommit']; run: () => Promise<void> }

export type EpochWorkerOptions = {
  writer: Writer
  deployment: Deployment
  /** Base of published files; without one, files stay pending. */
  epochFilesUrl: string | undefined
  logger: Logger
  metrics: IndexerMetrics
  signal: AbortSignal
  /** Called when what counts as earned has changed. */
  onChange: () => void
  clock?: Clock
}

const EPOCHS_PER_PAGE = 500
/** How often to look without being told, for files whose wait is over. */
const IDLE_MS = 1_000

/**
 * Brings posted roots and published files together, oldest epoch first. What fails is written down with its reason
 * and tried again with growing pauses: soon when the file may simply not be there yet, rarely when it is wrong.
 * Trouble with one epoch never holds up another, and never ends the process; trouble with the database does.
 */
export function createEpochWorker(options: EpochWorkerOptions): EpochWorker {
  const {
    writer,
    deployment,
    epochFilesUrl,
    logger,
    metrics,
    signal,
    onChange,
    clock = systemClock,
  } = options
  const domain = { chainId: deployment.chainId, rewards: lowerAddress(deployment.contracts.rewards) }
  /** Failures by data hash, and when to try next (milliseconds since the Unix epoch). */
  const waits = new Map<string, { failures: number; until: number }>()
  let isTouched = true
  let wake = () => {}

  const tryEpoch = async (epoch: UnverifiedEpoch): Promise<boolean> => {
    const wait = waits.get(epoch.dataHash)
    if (wait !== undefined && wait.until > clock.now()) return false
    try {
      const isVerified = await ingestEpochFile({ writer, epoch, domain, epochFilesUrl, signal })
      waits.delete(epoch.dataHash)
      if (isVerified) {
        metrics.epochFiles.inc({ outcome: 'verified' })
        logger.info({ epoch: String(epoch.number) }, 'epoch file was verified')
      }
      return isVerified
    } catch (caught) {
      const error = toAppError(caught)
      const fault = judgeFault(error)
      if (fault === undefined) throw error
      if (signal.aborted) return false
      await noteFault(epoch, fault, (wait?.failures ?? 0) + 1)
      return false
    }
  }

  /** One look at every epoch, page by page, so that no number of refused ones hides those after them. */
  const tryAll = async (): Promise<number> => {
    let verified = 0
    for (let above = 0n; ; ) {
      const from = above
      const epochs = await writer.transaction((tx) => findUnverifiedEpochs(tx, from, EPOCHS_PER_PAGE))
      for (const epoch of epochs) {
        if (signal.aborted) return verified
        if (await tryEpoch(epoch)) verified += 1
        above = epoch.number
      }
      if (epochs.length < EPOCHS_PER_PAGE) return verified
    }
  }

  const noteFault = async (epoch: UnverifiedEpoch, fault: FileFault, failures: number) => {
    const waitMs = backOffMs(failures, fault.backOff)
    waits.set(epoch.dataHash, { failures, until: clock.now() + waitMs })
    metrics.epochFiles.inc({ outcome: fault.reason })
    logger.warn({ epoch: String(epoch.number), ...fault, failures, waitMs }, 'epoch file does not count')
    await writer.transaction((tx) => setFileState(tx, epoch.number, fault))
  }

  const sleep = () =>
    new Promise<void>((resolve) => {
      const timer = new AbortController()
      wake = () => {
        timer.abort()
        resolve()
      }
      if (isTouched) return wake()
      void clock.sleep(IDLE_MS, AbortSignal.any([signal, timer.signal])).then(resolve)
    })

  return {
    onCommit: ({ applied }) => {
      if (applied !== undefined && applied.changes.roots.length === 0) return
      isTouched = true
      wake()
    },
    run: async () => {
      if (epochFilesUrl === undefined) {
        logger.warn('EPOCH_FILES_URL is not set: no epoch file is fetched, and nothing counts as earned')
      }
      while (!signal.aborted) {
        isTouched = false
        const verified = await tryAll()
        if (verified > 0) onChange()
        await sleep()
      }
    },
  }
}
