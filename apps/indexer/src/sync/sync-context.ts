import type { EpochClock } from '@network3/core/epochs'
import type { BlockId } from '@network3/db/write/blocks'
import type { Writer } from '@network3/db/write/open-writer'
import type { Heads } from '@network3/db/write/tip'
import type { Logger } from '@network3/service/logger'
import type { ContractsByAddress } from '../deployment-contracts.ts'
import type { IndexerMetrics } from '../indexer-metrics.ts'
import type { ChainSource } from '../rpc/chain-source.ts'
import type { ProviderWatch } from '../rpc/provider-watch.ts'
import type { Applied } from '../store/apply-batch.ts'

/** What backfilling and following need; made once per session with the database. */
export type SyncContext = {
  chain: ChainSource
  watch: ProviderWatch
  chainId: number
  contracts: ContractsByAddress
  clock: EpochClock
  writer: Writer
  logger: Logger
  metrics: IndexerMetrics
  /** UNWIND_PAST_FINALITY=1 */
  mayUnwindFinal: boolean
  /** DEFER_INDICES, unless 0. */
  defersIndices: boolean
  signal: AbortSignal
  /** Called after each commit; undefined `applied` stands for a reorg, which may have changed anything. */
  onCommit: (commit: {
    tip: BlockId & { minedAt: number }
    applied: Applied | undefined
    phase: 'backfill' | 'live'
  }) => void
}

/** Where we are. Changed only after the transaction that made it true. */
export type SyncState = {
  tip: BlockId & { minedAt: number }
  /** Never above the tip. */
  finalized: bigint
  heads: Heads
  /** Known to be there: the indices of events that readers need, which a backfill from nothing leaves for the end. */
  hasEventIndices: boolean
}
