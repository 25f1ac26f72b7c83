import { existsSync, readFileSync } from 'node:fs'
import { AppError } from '@network3/core/app-error'
import { ensureDatabase } from '@network3/db/ensure-database'
import { migrate } from '@network3/db/migrate'
import { type PostgresServer, startPostgres } from '@network3/local-servers/start-postgres'
import { writeFileAtomically } from '../data/write-file-atomically.ts'
import { turnLogOver } from '../supervise/launch-child.ts'
import type { ServerContext } from './up-context.ts'

const databaseName = 'network3'

/** Starts PostgreSQL; when it dies, the stack stops. */
export async function startDatabaseServer({
  layout,
  ports,
  stack,
  progress,
}: ServerContext): Promise<PostgresServer> {
  const logFile = layout.logOf('postgres')
  turnLogOver(logFile)
  const server = await startPostgres({ folder: layout.postgres, port: ports.postgres, logFile })
  if (server.orphan === 'ended') progress.tell('a PostgreSQL left by an earlier start was stopped first')
  if (server.orphan === 'stale-lock') progress.tell('PostgreSQL was killed the last time and has recovered')
  let stopping = false
  await stack.add({
    name: 'PostgreSQL',
    stop: () => {
      stopping = true
      return server.stop()
    },
    // Immediate shutdown: recovery at the next start, nothing lost.
    force: () => process.kill(server.identity.pid, 'SIGQUIT'),
  })
  server.exited.then(() => {
    if (!stopping) stack.fail(new AppError('PROCESS_FAILED', `PostgreSQL ended by itself: see ${logFile}.`))
  })
  return server
}

/**
 * The own database, migrated, for the chain with this genesis. One that holds another chain's events is emptied
 * first: a chain that was lost or reset does not come back, and an indexer would refuse its database.
 */
export async function prepareOwnDatabase(
  context: ServerContext,
  server: PostgresServer,
  genesisHash: string,
): Promise<string> {
  const { layout, progress } = context
  const origin = readOrigin(layout.databaseOrigin)
  const empty = origin !== undefined && origin !== genesisHash
  if (empty) progress.warn('The chain is a new one: the database of the one before was emptied.')
  await ensureDatabase(server.urlOf('postgres'), databaseName, { empty })
  writeFileAtomically(layout.databaseOrigin, JSON.stringify({ genesisHash }))
  const url = server.urlOf(databaseName)
  await migrate(url)
  return url
}

function readOrigin(path: string): string | undefined {
  if (!existsSync(path)) return undefined
  const origin: { genesisHash?: unknown } = JSON.parse(readFileSync(path, 'utf8'))
  return String(origin.genesisHash)
}
