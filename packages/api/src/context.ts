import { createPool, type Pool } from '@network3/db/pool'

/** What every procedure works with. Made once per process. */
export type Context = {
  pool: Pool
  close: () => Promise<void>
}

export type ContextOptions = { databaseUrl: string }

export function createContext(options: ContextOptions): Context {
  const pool = createPool(options.databaseUrl, { applicationName: 'network3-api' })
  return { pool, close: () => pool.end() }
}
