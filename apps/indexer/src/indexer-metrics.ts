import { createMetrics } from '@network3/service/metrics'

export type IndexerMetrics = ReturnType<typeof createIndexerMetrics>

/** Everything /metrics shows of the indexer. */
export function createIndexerMetrics() {
  const metrics = createMetrics()
  return {
    registry: metrics.registry,
    head: metrics.gauge('n3_indexer_head_block', 'Newest block of the chain.'),
    tip: metrics.gauge('n3_indexer_tip_block', 'Newest block indexed.'),
    finalized: metrics.gauge('n3_indexer_finalized_block', 'Newest block that the chain calls final.'),
    lagBlocks: metrics.gauge('n3_indexer_lag_blocks', 'Blocks between head and tip.'),
    halted: metrics.gauge('n3_indexer_halted', '1 while halted, for a person to look at.'),
    events: metrics.counter('n3_indexer_events_total', 'Events written.', ['phase']),
    blocks: metrics.counter('n3_indexer_blocks_total', 'Blocks applied.', ['phase']),
    unknownEvents: metrics.counter(
      'n3_indexer_unknown_events_total',
      'Logs of our contracts that the ABI lacks.',
    ),
    reorgs: metrics.counter('n3_indexer_reorgs_total', 'Reorgs undone.'),
    reorgBlocks: metrics.counter('n3_indexer_reorg_blocks_total', 'Blocks undone.'),
    verifiedBlocks: metrics.counter(
      'n3_indexer_verified_blocks_total',
      'Blocks by how their logs were proven.',
      ['mode'],
    ),
    disagreements: metrics.counter(
      'n3_indexer_provider_disagreements_total',
      'Different answers of two providers, by what about.',
      ['kind'],
    ),
    auditDifferences: metrics.gauge(
      'n3_indexer_audit_differences',
      'Differences the last comparison of sums with the contracts found.',
    ),
    rpcErrors: metrics.counter(
      'n3_indexer_rpc_errors_total',
      'Requests to a provider that failed or were refused.',
      ['provider'],
    ),
    rpcSeconds: metrics.histogram('n3_indexer_rpc_seconds', 'Requests to a provider.', ['provider']),
    commitSeconds: metrics.histogram('n3_indexer_commit_seconds', 'Transactions, from BEGIN to COMMIT.', [
      'kind',
    ]),
    epochFiles: metrics.counter('n3_indexer_epoch_files_total', 'Epoch files by outcome.', ['outcome']),
  }
}
