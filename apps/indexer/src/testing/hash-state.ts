import type { Client } from '@network3/db/pool'

const tables = {
  operator: 'address',
  node: 'address',
  stake_position: 'operator, staker',
  unstake_request: 'id',
  token_balance: 'account',
  epoch: 'number',
  operator_reward: 'epoch, operator',
  node_reward: 'epoch, node',
  operator_hour: 'operator, hour',
  device_sale: 'id',
  device_batch: 'id',
  device_order: 'id',
  device: 'token_id',
  device_event: 'token_id, block_number, log_index',
  lease: 'id',
  lease_event: 'block_number, log_index',
  offer_state: 'offer_id',
  offer_cancellation: 'operator, nonce',
  offer_floor: 'operator',
  key_generation: 'number',
  key_revocation: 'generation, name_hash, user_point',
  directory_root: 'generation, epoch',
}

/** One hash over every table that follows from the events, made by the server in one round trip. */
export async function hashState(tx: Client): Promise<string> {
  const parts = Object.entries(tables).map(
    ([table, order]) =>
      `(SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY ${order}), '')) FROM ${table} AS t)`,
  )
  const { rows } = await tx.query<{ hash: string }>(`SELECT concat_ws(' ', ${parts.join(', ')}) AS hash`)
  return rows[0]?.hash ?? ''
}
