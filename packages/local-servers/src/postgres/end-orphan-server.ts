import { readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { endProcess, waitUntilGone } from '../end-process.ts'
import { findProcessFolder, identifyProcess, type ProcessIdentity } from '../process-identity.ts'

/** What was found in the way of a start, for the caller to tell. */
export type OrphanReport = 'none' | 'stale-lock' | 'ended'

/**
 * Clears the way for a server on a cluster after its supervisor was killed. Whatever is signalled has been seen
 * to work inside it, so a stranger with a reused pid is left alone.
 *
 * 1. No lock file: nothing to do.
 * 2. The lock's process lives and works in the cluster: it is the server; fast shutdown, then harder.
 * 3. The lock's process is gone, or a stranger: backends of the dead server may still hold the data; they end by
 *    themselves when they notice, else they are told to. Then the lock is stale, and is removed, because
 *    PostgreSQL itself would respect it for as long as the stranger lives.
 */
export async function endOrphanServer(folder: string): Promise<OrphanReport> {
  const pid = readLockPid(folder)
  if (pid === undefined) return 'none'
  const cluster = realpathSync(folder)
  const server = findProcessFolder(pid) === cluster ? identifyProcess(pid) : undefined
  if (server !== undefined) {
    await endProcess(server, [
      { signal: 'SIGINT', waitMs: 20_000 },
      { signal: 'SIGQUIT', waitMs: 5_000 },
      { signal: 'SIGKILL', waitMs: 5_000 },
    ])
  }
  for (const backend of findProcessesIn(cluster)) {
    if (await waitUntilGone(backend, 3_000)) continue
    await endProcess(backend, [
      { signal: 'SIGQUIT', waitMs: 3_000 },
      { signal: 'SIGKILL', waitMs: 3_000 },
    ])
  }
  rmSync(join(cluster, 'postmaster.pid'), { force: true })
  return server === undefined ? 'stale-lock' : 'ended'
}

/** First line of postmaster.pid: the server's pid. */
function readLockPid(cluster: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10)
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

/** Processes whose working folder is the cluster: the server's own kind, on systems with /proc. */
function findProcessesIn(cluster: string): ProcessIdentity[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && findProcessFolder(Number(name)) === cluster)
    .flatMap((name) => identifyProcess(Number(name)) ?? [])
}
