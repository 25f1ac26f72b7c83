import { findFreePort } from '@network3/local-servers/find-free-port'
import { startPostgres } from '@network3/local-servers/start-postgres'
import { createTemplate, urlOfDatabase } from './template-database.ts'
import { createThrowawayCluster } from './throwaway-cluster.ts'

export type OwnPostgres = {
  /** A database with every migration applied. */
  url: string
  /** Stops the server, which ends every connection, and starts it again on the same data and port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A PostgreSQL of one's own, for a test that stops it. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const { data, logFile, remove } = await createThrowawayCluster()
  const port = await findFreePort()
  const start = () => startPostgres({ folder: data, port, logFile, durable: false })
  let server = await start()
  const adminUrl = server.urlOf('postgres')
  const url = urlOfDatabase(adminUrl, await createTemplate(adminUrl))
  return {
    url,
    restart: async () => {
      await server.stop()
      server = await start()
    },
    stop: async () => {
      await server.stop()
      remove()
    },
  }
}
