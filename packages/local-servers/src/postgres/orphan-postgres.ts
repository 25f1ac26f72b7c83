import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { endOrphanServer, type OrphanReport } from './end-orphan-server.ts'
import { removeServerHome } from './server-home.ts'

/** Ends a server that an earlier start left running on `folder`, without starting a new one. */
export async function endOrphanPostgres(folder: string): Promise<OrphanReport> {
  const location = join(folder, 'location')
  if (!existsSync(location)) return 'none'
  return endOrphanServer(join(readFileSync(location, 'utf8').trim(), 'cluster'))
}

/** Throws away the cluster of `folder`, wherever it is kept. Its server must not run. */
export function removePostgres(folder: string): void {
  removeServerHome(folder)
}
