import type { Client } from 'pg'
import { withClient } from '../../template-database.ts'

/** Bytes per event. The board is told apart: its size is that of the operators, whatever the events. */
export type Stored = { events: number; sums: number; board: number }

export function measureStored(databaseUrl: string, events: number): Promise<Stored> {
  return withClient(databaseUrl, async (client) => {
    const sizes = await tableSizes(client)
    const per = (bytes: number) => bytes / events
    const [event = 0, board = 0] = [sizes.get('event'), sizes.get('operator_rank')]
    const all = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
    return { events: per(event), sums: per(all - event - board), board: per(board) }
  })
}

/** Tables with rows, with all that belongs to them: indices, free space, visibility. */
async function tableSizes(client: Client): Promise<Map<string, number>> {
  await client.query('ANALYZE')
  const { rows } = await client.query<{ name: string; bytes: string }>(
    `SELECT relname AS name, pg_total_relation_size(oid)::text AS bytes FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND reltuples > 0`,
  )
  return new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]))
}
