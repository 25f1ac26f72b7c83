/** Where a new index is built while the old one serves; tables not found there are those of `public`. */
export const REINDEX_SCHEMA = 'reindex'
/** Where the old tables are kept once they were replaced. */
export const REPLACED_SCHEMA = 'replaced'

/** Every table that follows from the chain and published files alone, which only the indexer writes. */
export const rebuiltTables = [
  // In the order in which the indexer's transactions touch them first: whoever locks them in it waits for nobody twice.
  'block',
  'event',
  'indexer_tip',
  'operator',
  'node',
  'stake_position',
  'unstake_request',
  'token_balance',
  'epoch',
  'epoch_file',
  'operator_reward',
  'node_reward',
  'operator_hour',
  'operator_rank',
  'lease',
  'lease_event',
  'offer_state',
  'offer_cancellation',
  'offer_floor',
  'key_generation',
  'key_revocation',
  'directory_root',
  'device_sale',
  'device_batch',
  'device_order',
  'device',
  'device_event',
  'indexer_check',
] as const

/** Written by the indexer as well, but not replaced: what a new index says anew is added to what was said before. */
export const MERGED_TABLE = 'outbox_message'

/** Of the indexer too, but about providers and not about the chain: a new index keeps its own to itself. */
export const scratchTables = ['rpc_provider', 'provider_disagreement'] as const
