import { deviceTamperings } from './device-tamperings.ts'
import { leaseTamperings } from './lease-tamperings.ts'

/** One row changed as a fault would, how to put it back, and the check that must notice. */
export type Tampering = readonly [what: string, check: string, tamper: string, restore: string]

export const tamperings: readonly Tampering[] = [
  ...deviceTamperings,
  ...leaseTamperings,
  [
    "a pool's assets",
    'pools, nodes and payments of operators',
    `UPDATE operator SET pool_assets_wei = pool_assets_wei + 1 WHERE address = (SELECT min(address) FROM operator)`,
    `UPDATE operator SET pool_assets_wei = pool_assets_wei - 1 WHERE address = (SELECT min(address) FROM operator)`,
  ],
  [
    'a count of nodes',
    'pools, nodes and payments of operators',
    'UPDATE operator SET node_count = node_count + 1 WHERE address = (SELECT max(address) FROM operator)',
    'UPDATE operator SET node_count = node_count - 1 WHERE address = (SELECT max(address) FROM operator)',
  ],
  [
    'the label of the local economy',
    'pools, nodes and payments of operators',
    'UPDATE operator SET is_local_economy = NOT is_local_economy',
    'UPDATE operator SET is_local_economy = NOT is_local_economy',
  ],
  [
    'a position',
    'positions',
    'UPDATE stake_position SET shares = shares + 1 WHERE (operator, staker) = (SELECT operator, staker FROM stake_position ORDER BY 1, 2 LIMIT 1)',
    'UPDATE stake_position SET shares = shares - 1 WHERE (operator, staker) = (SELECT operator, staker FROM stake_position ORDER BY 1, 2 LIMIT 1)',
  ],
  [
    'what a position put in',
    'positions',
    'UPDATE stake_position SET staked_wei = staked_wei + 1',
    'UPDATE stake_position SET staked_wei = staked_wei - 1',
  ],
  [
    'an unlock date',
    'unstake requests',
    `UPDATE unstake_request SET unlocks_at = unlocks_at + interval '1 second'`,
    `UPDATE unstake_request SET unlocks_at = unlocks_at - interval '1 second'`,
  ],
  [
    "a node's country",
    'nodes',
    `UPDATE node SET country = reverse(country) WHERE country <> reverse(country)`,
    `UPDATE node SET country = reverse(country) WHERE country <> reverse(country)`,
  ],
  [
    'a balance',
    'token balances',
    'UPDATE token_balance SET balance_wei = balance_wei + 1 WHERE account = (SELECT min(account) FROM token_balance)',
    'UPDATE token_balance SET balance_wei = balance_wei - 1 WHERE account = (SELECT min(account) FROM token_balance)',
  ],
  [
    'the data of an event',
    'events against logs',
    // One more word that is zero, as packages/db keeps it.
    `UPDATE event SET body = body || '\\x00' WHERE (block_number, log_index) = (SELECT block_number, log_index FROM event ORDER BY 1, 2 LIMIT 1)`,
    `UPDATE event SET body = substr(body, 1, length(body) - 1) WHERE (block_number, log_index) = (SELECT block_number, log_index FROM event ORDER BY 1, 2 LIMIT 1)`,
  ],
  [
    'the place of an event',
    'events against logs',
    'UPDATE event SET log_index = log_index + 9000 WHERE block_number = (SELECT max(block_number) FROM event)',
    'UPDATE event SET log_index = log_index - 9000 WHERE block_number = (SELECT max(block_number) FROM event)',
  ],
  [
    'a root',
    'epoch roots',
    'UPDATE epoch SET root = data_hash, data_hash = root WHERE number = 2',
    'UPDATE epoch SET root = data_hash, data_hash = root WHERE number = 2',
  ],
  [
    'a cumulative amount',
    'earned by epoch and operator',
    'UPDATE operator_reward SET cumulative_wei = cumulative_wei + 1',
    'UPDATE operator_reward SET cumulative_wei = cumulative_wei - 1',
  ],
  [
    "a node's earnings",
    'earned by epoch and nodes',
    'UPDATE node_reward SET amount_wei = amount_wei + 1',
    'UPDATE node_reward SET amount_wei = amount_wei - 1',
  ],
  [
    'an hour of earnings',
    'earned in all',
    'UPDATE operator_hour SET earned_wei = earned_wei + 1',
    'UPDATE operator_hour SET earned_wei = earned_wei - 1',
  ],
  [
    'an hour of payments',
    'paid in all',
    'UPDATE operator_hour SET paid_wei = paid_wei + 1',
    'UPDATE operator_hour SET paid_wei = paid_wei - 1',
  ],
  [
    'a total that was paid',
    'earned and paid per operator',
    'UPDATE operator SET paid_total_wei = paid_total_wei + 1',
    'UPDATE operator SET paid_total_wei = paid_total_wei - 1',
  ],
  [
    'a line of the leaderboard',
    'leaderboard against hourly sums',
    'UPDATE operator_rank SET earned_wei = earned_wei + 1 WHERE rank = 1',
    'UPDATE operator_rank SET earned_wei = earned_wei - 1 WHERE rank = 1',
  ],
]
