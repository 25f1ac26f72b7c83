import { findFreePort } from '@network3/local-servers/find-free-port'
import { startPostgres } from '@network3/local-servers/start-postgres'
import { publishTestServer, readGivenDatabaseUrl } from './env.ts'
import { createTemplate, dropTemplate } from './template-database.ts'
import { createThrowawayCluster } from './throwaway-cluster.ts'

/**
 * One real PostgreSQL for the whole test run, with one migrated template that test files clone. Data of a run is
 * thrown away, so nothing is synced to disk. TEST_DATABASE_URL names a server to use instead.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const given = readGivenDatabaseUrl()
  const server =
    given === undefined ? await startThrowawayServer() : { adminUrl: given, stop: async () => {} }
  try {
    const template = await createTemplate(server.adminUrl)
    publishTestServer({ adminUrl: server.adminUrl, template })
    return async () => {
      await dropTemplate(server.adminUrl, template).finally(server.stop)
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function startThrowawayServer(): Promise<{ adminUrl: string; stop: () => Promise<void> }> {
  const { data, logFile, remove } = await createThrowawayCluster()
  const port = await findFreePort()
  const server = await startPostgres({ folder: data, port, logFile, durable: false, maxConnections: 300 })
  return {
    adminUrl: server.urlOf('postgres'),
    stop: async () => {
      await server.stop()
      remove()
    },
  }
}
