import type { Db } from '../../pool.ts'
import { type Facts, readFacts } from './facts.ts'

const rows: Record<string, string> = {
  'N3Token.totalSupply': 'SELECT coalesce(sum(balance_wei), 0) FROM token_balance',
  'Rewards.totalClaimed': 'SELECT coalesce(sum(paid_total_wei), 0) FROM operator',
  'Rewards.lastEpoch': 'SELECT coalesce(max(number), 0) FROM epoch WHERE vetoed_at IS NULL',
  'Staking.requestCount': 'SELECT count(*) FROM unstake_request',
  'LeaseMarket.leaseCount': 'SELECT count(*) FROM lease',
  'LeaseMarket.escrowTotal': 'SELECT coalesce(sum(escrow_wei), 0) FROM lease',
  'DeviceSale.batchCount': 'SELECT count(*) FROM device_batch',
  'DeviceSale.orderCount': 'SELECT count(*) FROM device_order',
  'DeviceSale.held': 'SELECT coalesce(sum(held_wei), 0) FROM device_sale',
  'DeviceSale.proceeds': 'SELECT coalesce(sum(proceeds_wei), 0) FROM device_sale',
  'EdgeDevice.deviceCount': 'SELECT count(*) FROM device',
  'KeyDirectory.generationCount': 'SELECT count(*) FROM key_generation',
}

/** What the contracts keep as one number each, as our rows add up to it; keyed `Contract.view`. */
export function findContractSums(db: Db): Promise<Facts> {
  const lines = Object.entries(rows).map(
    ([view, sql]) => `SELECT '${view}' AS key, (${sql})::text AS "value"`,
  )
  return readFacts(db, lines.join(' UNION ALL '))
}
