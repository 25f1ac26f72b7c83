import { withClient } from './template-database.ts'

/** Everything that stands in the tables of a database, as text: a row of JSON per line, bytes in hex. */
export function dumpDatabase(databaseUrl: string): Promise<string> {
  return withClient(databaseUrl, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    )
    const lines: string[] = []
    for (const { name } of tables) {
      const { rows } = await client.query<{ line: string }>(
        `SELECT row_to_json(t)::text AS line FROM ${name} t`,
      )
      lines.push(...rows.map(({ line }) => `${name} ${line}`))
    }
    return lines.join('\n')
  })
}
