import type { Address } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { type DbEvent, type EventRow, toEventRow } from './events.ts'
import { hexToDb } from './hex.ts'

/** What the undo of a reorg asks of the events that remain: the newest that carry a state, or a whole short history. */

/** Every event of these nodes, oldest first. Nodes have few; index event_node_history. */
export async function findNodeHistory(tx: Client, nodes: readonly Address[]): Promise<EventRow[]> {
  const { rows } = await tx.query<DbEvent>({
    name: 'find-node-history',
    text: 'SELECT * FROM event WHERE node = ANY($1::bytea[]) ORDER BY block_number, log_index',
    values: [nodes.map(hexToDb)],
  })
  return rows.map(toEventRow)
}

/** Every commission event of these operators, oldest first; index event_commission_history. */
export async function findCommissionHistory(tx: Client, operators: readonly Address[]): Promise<EventRow[]> {
  const { rows } = await tx.query<DbEvent>({
    name: 'find-commission-history',
    text: `SELECT * FROM event WHERE operator = ANY($1::bytea[]) AND name IN ('CommissionScheduled', 'CommissionSet')
           ORDER BY block_number, log_index`,
    values: [operators.map(hexToDb)],
  })
  return rows.map(toEventRow)
}

/** The newest event among `names` of each operator, oldest first. */
export async function findLatestOfOperators(
  tx: Client,
  operators: readonly Address[],
  names: readonly string[],
): Promise<EventRow[]> {
  const { rows } = await tx.query<DbEvent>({
    name: 'find-latest-of-operators',
    text: `SELECT latest.* FROM unnest($1::bytea[]) AS key(operator)
           CROSS JOIN LATERAL (
             SELECT * FROM event WHERE event.operator = key.operator AND event.name = ANY($2::text[])
             ORDER BY block_number DESC, log_index DESC LIMIT 1
           ) AS latest ORDER BY latest.block_number, latest.log_index`,
    values: [operators.map(hexToDb), names],
  })
  return rows.map(toEventRow)
}

/** The newest event among `names` of each (operator, account), oldest first. */
export async function findLatestOfPairs(
  tx: Client,
  pairs: readonly { operator: Address; account: Address }[],
  names: readonly string[],
): Promise<EventRow[]> {
  const { rows } = await tx.query<DbEvent>({
    name: 'find-latest-of-pairs',
    text: `SELECT latest.* FROM unnest($1::bytea[], $2::bytea[]) AS key(operator, account)
           CROSS JOIN LATERAL (
             SELECT * FROM event
             WHERE event.account = key.account AND event.operator = key.operator AND event.name = ANY($3::text[])
             ORDER BY block_number DESC, log_index DESC LIMIT 1
           ) AS latest ORDER BY latest.block_number, latest.log_index`,
    values: [pairs.map((pair) => hexToDb(pair.operator)), pairs.map((pair) => hexToDb(pair.account)), names],
  })
  return rows.map(toEventRow)
}

/** The newest NodeTransferred away from each of these operators, oldest first. */
export async function findLatestTransfersFrom(
  tx: Client,
  operators: readonly Address[],
): Promise<EventRow[]> {
  const { rows } = await tx.query<DbEvent>({
    name: 'find-latest-transfers-from',
    text: `SELECT latest.* FROM unnest($1::bytea[]) AS key(account)
           CROSS JOIN LATERAL (
             SELECT * FROM event WHERE event.account = key.account AND event.name = 'NodeTransferred'
             ORDER BY block_number DESC, log_index DESC LIMIT 1
           ) AS latest ORDER BY latest.block_number, latest.log_index`,
    values: [operators.map(hexToDb)],
  })
  return rows.map(toEventRow)
}

/** Every event that posted or vetoed a root, oldest first; index event_root_history. */
export async function findRootHistory(tx: Client): Promise<EventRow[]> {
  const { rows } = await tx.query<DbEvent>({
    name: 'find-root-history',
    text: `SELECT * FROM event WHERE name IN ('RootPosted', 'RootVetoed') ORDER BY block_number, log_index`,
  })
  return rows.map(toEventRow)
}
