import { createHash } from 'node:crypto'
import type { Client } from 'pg'
import { withClient } from './template-database.ts'

/** Tables that are a pure function of the chain (and of published files), with what orders their rows. */
const tables = {
  event: 'block_number, log_index',
  /** Hash and time of every event are its block's. */
  block: 'number',
  operator: 'address',
  node: 'address',
  stake_position: 'operator, staker',
  unstake_request: 'id',
  token_balance: 'account',
  epoch: 'number',
  operator_reward: 'epoch, operator',
  node_reward: 'epoch, node',
  operator_hour: 'operator, hour',
  lease: 'id',
  lease_event: 'block_number, log_index',
  offer_state: 'offer_id',
  offer_cancellation: 'operator, nonce',
  offer_floor: 'operator',
  key_generation: 'number',
  key_revocation: 'generation, name_hash, user_point',
  directory_root: 'generation, epoch',
  device_sale: 'id',
  device_batch: 'id',
  device_order: 'id',
  device: 'token_id',
  device_event: 'token_id, block_number, log_index',
} as const

/** Which other headers are kept, and with how much in them, depends on when one looked. */
const ownSelections: Record<string, string> = {
  block: `(SELECT number, hash, mined_at FROM block
    WHERE EXISTS (SELECT 1 FROM event WHERE event.block_number = block.number)) AS b`,
}

export type DumpedTable = keyof typeof tables
export type TableDump = Record<DumpedTable, { rows: number; hash: string }>

/**
 * Number and SHA-256 of the rows of every table that the chain decides, so that two databases can be compared
 * whole. Left out: headers of blocks without events, the checkpoint, ranks (rebuilt
 * after the fact) and file copies.
 */
export function dumpTables(databaseUrl: string): Promise<TableDump> {
  return withClient(databaseUrl, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const entries: [string, { rows: number; hash: string }][] = []
    for (const table of Object.keys(tables) as DumpedTable[]) {
      const lines = await readLines(client, table)
      const hash = createHash('sha256')
      for (const line of lines) hash.update(line)
      entries.push([table, { rows: lines.length, hash: hash.digest('hex') }])
    }
    return Object.fromEntries(entries) as TableDump
  })
}

/** The first row of a table that is not the same in two databases, in words; undefined when none differs. */
export async function findFirstDifference(
  table: DumpedTable,
  databaseUrl: string,
  expectedUrl: string,
): Promise<string | undefined> {
  const read = (url: string) => withClient(url, (client) => readLines(client, table))
  const [lines, expected] = await Promise.all([read(databaseUrl), read(expectedUrl)])
  const longest = Math.max(lines.length, expected.length)
  for (let at = 0; at < longest; at++) {
    if (lines[at] === expected[at]) continue
    return `${table}, row ${at + 1}: ${lines[at] ?? 'nothing'} instead of ${expected[at] ?? 'nothing'}`
  }
  return undefined
}

async function readLines(client: Client, table: DumpedTable): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT row_to_json(t)::text AS line FROM (SELECT * FROM ${ownSelections[table] ?? table} ORDER BY ${tables[table]}) AS t`,
  )
  return rows.map(({ line }) => line)
}

/** One cell of one row, for a test that waits for something to be there. Undefined when there is no row. */
export function readCell(
  databaseUrl: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<unknown> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query({ text: sql, values: [...values], rowMode: 'array' })
    return (rows[0] as unknown[] | undefined)?.[0]
  })
}
