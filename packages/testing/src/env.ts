/** A PostgreSQL server to test on instead of one started here; its user must be able to create databases. */
export function readGivenDatabaseUrl(): string | undefined {
  return process.env.TEST_DATABASE_URL === '' ? undefined : process.env.TEST_DATABASE_URL
}

export type TestServer = { adminUrl: string; template: string }

/** Hands the server of this run to the workers, which inherit the environment of the main process. */
export function publishTestServer(server: TestServer): void {
  process.env.NETWORK3_TEST_SERVER = JSON.stringify(server)
}

/** @throws Error when the run has no global setup. */
export function readTestServer(): TestServer {
  const text = process.env.NETWORK3_TEST_SERVER
  if (text === undefined)
    throw new Error('No test database: this runs under the vitest project "integration" only.')
  return JSON.parse(text)
}
