import { eventKindsNamed } from '@network3/core/event-kinds'
import type { Address } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { type DbEvent, type EventRow, toEventRow, wholeEvent } from './events.ts'
import { hexToDb } from './hex.ts'

/** What the undo of a reorg asks of the events that remain: the newest that carry a state, or a whole short history. */

export const SELECT_EVENTS = `SELECT ${wholeEvent} FROM event e JOIN block b ON b.number = e.block_number`

/** The kinds of these names as SQL wants them in a list: constants, so that partial indices are used. */
export function kindsOf(...names: readonly string[]): string {
  return eventKindsNamed(...names).join(', ')
}

/**
 * That an address column of `event` holds `address`, in the words of its index, which keeps the first seven bytes
 * alone: as short as a number, and as good at telling addresses apart.
 */
export function isAddress(column: string, address: string): string {
  return `substr(${column}, 1, 7) = substr(${address}, 1, 7) AND ${column} = ${address}`
}

/** Every event of these nodes, oldest first. Nodes have few; index event_node_history. */
export async function findNodeHistory(tx: Client, nodes: readonly Address[]): Promise<EventRow[]> {
  const { rows } = await tx.query<DbEvent>({
    name: 'find-node-history',
    text: `${SELECT_EVENTS} WHERE e.node = ANY($1::bytea[]) ORDER BY e.block_number, e.log_index`,
    values: [nodes.map(hexToDb)],
  })
  return rows.map(toEventRow)
}

/** Every commission event of these operators, oldest first; index event_commission_history. */
export async function findCommissionHistory(tx: Client, operators: readonly Address[]): Promise<EventRow[]> {
  const { rows } = await tx.query<DbEvent>({
    name: 'find-commission-history',
    text: `${SELECT_EVENTS} WHERE e.operator = ANY($1::bytea[]) AND e.kind IN (${kindsOf('CommissionScheduled', 'CommissionSet')})
           ORDER BY e.block_number, e.log_index`,
    values: [operators.map(hexToDb)],
  })
  return rows.map(toEventRow)
}

/**
 * That `event` is of one of these kinds, in words that no index has: a planner without statistics would rather read
 * every event of a kind than the few of an address.
 */
const isKindOf = (parameter: string) => `event.kind::int4 = ANY(${parameter}::int4[])`

/** The newest event among `names` of each operator, oldest first. */
export async function findLatestOfOperators(
  tx: Client,
  operators: readonly Address[],
  names: readonly string[],
): Promise<EventRow[]> {
  const { rows } = await tx.query<DbEvent>({
    name: 'find-latest-of-operators',
    text: `SELECT ${wholeEvent} FROM unnest($1::bytea[]) AS key(operator)
           CROSS JOIN LATERAL (
             SELECT * FROM event WHERE ${isAddress('event.operator', 'key.operator')} AND ${isKindOf('$2')}
             ORDER BY block_number DESC, log_index DESC LIMIT 1
           ) AS e JOIN block b ON b.number = e.block_number ORDER BY e.block_number, e.log_index`,
    values: [operators.map(hexToDb), eventKindsNamed(...names)],
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
    text: `SELECT ${wholeEvent} FROM unnest($1::bytea[], $2::bytea[]) AS key(operator, account)
           CROSS JOIN LATERAL (
             SELECT * FROM event
             WHERE ${isAddress('event.account', 'key.account')} AND event.operator = key.operator
               AND ${isKindOf('$3')}
             ORDER BY block_number DESC, log_index DESC LIMIT 1
           ) AS e JOIN block b ON b.number = e.block_number ORDER BY e.block_number, e.log_index`,
    values: [
      pairs.map((pair) => hexToDb(pair.operator)),
      pairs.map((pair) => hexToDb(pair.account)),
      eventKindsNamed(...names),
    ],
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
    text: `SELECT ${wholeEvent} FROM unnest($1::bytea[]) AS key(account)
           CROSS JOIN LATERAL (
             SELECT * FROM event
             WHERE ${isAddress('event.account', 'key.account')} AND event.kind IN (${kindsOf('NodeTransferred')})
             ORDER BY block_number DESC, log_index DESC LIMIT 1
           ) AS e JOIN block b ON b.number = e.block_number ORDER BY e.block_number, e.log_index`,
    values: [operators.map(hexToDb)],
  })
  return rows.map(toEventRow)
}

/** Every event that posted or vetoed a root, oldest first; index event_root_history. */
export async function findRootHistory(tx: Client): Promise<EventRow[]> {
  const { rows } = await tx.query<DbEvent>({
    name: 'find-root-history',
    text: `${SELECT_EVENTS} WHERE e.kind IN (${kindsOf('RootPosted', 'RootVetoed')}) ORDER BY e.block_number, e.log_index`,
  })
  return rows.map(toEventRow)
}
