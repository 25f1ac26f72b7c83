import type { Client } from '@network3/db/pool'
import { openWriter } from '@network3/db/write/open-writer'

type Statement = { name?: string; text?: string; values?: unknown[] }

/** Sees every statement of a transaction before the server does. */
export type StatementFilter = (
  statement: { name: string | undefined; text: string; values: unknown[] | undefined },
  /** Names of the statements that this transaction ran before. */
  before: Set<string>,
  /** Runs any statement on the same connection. */
  run: (text: string) => Promise<{ rows: unknown[] }>,
) => Verdict | Promise<Verdict>

type Verdict = 'run' | 'skip'

/** The real writer, but for what a bug makes of its statements. */
export function wrapWriter(filter: StatementFilter): typeof openWriter {
  return async (databaseUrl, chainId) => {
    const writer = await openWriter(databaseUrl, chainId)
    if (writer === undefined) return undefined
    return {
      ...writer,
      transaction: (work) => writer.transaction((client) => work(wrapClient(client, filter))),
    }
  }
}

function wrapClient(client: Client, filter: StatementFilter): Client {
  const before = new Set<string>()
  const query = async (statement: unknown, values?: unknown[]) => {
    const given = (typeof statement === 'string' ? { text: statement, values } : statement) as Statement
    const seen = { name: given.name, text: given.text ?? '', values: given.values }
    const verdict = await filter(seen, before, (text) => client.query(text))
    if (given.name !== undefined) before.add(given.name)
    if (verdict === 'skip') return { rows: [], rowCount: 0 }
    return client.query({ ...given, values: seen.values } as never)
  }
  return new Proxy(client, {
    get: (target, key) => {
      if (key !== 'query') return Reflect.get(target, key, target)
      return (statement: unknown, values?: unknown[]) =>
        // COPY is a stream of its own.
        isStream(statement) ? client.query(statement as never) : query(statement, values)
    },
  })
}

function isStream(statement: unknown): boolean {
  return typeof statement === 'object' && statement !== null && 'submit' in statement
}
