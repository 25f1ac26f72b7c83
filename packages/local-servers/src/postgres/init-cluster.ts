import { execFile } from 'node:child_process'
import { chownSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '@network3/core/app-error'
import type { ServerHome } from './server-home.ts'
import { spawnIdentity } from './server-user.ts'

const run = promisify(execFile)

/**
 * Makes the cluster with initdb where there is none. A cluster that was cut short (initdb killed) is made anew:
 * the marker beside it is written when all is done.
 *
 * @throws AppError PROCESS_FAILED with initdb's own words.
 */
export async function initCluster(home: ServerHome): Promise<void> {
  const marker = join(dirname(home.cluster), 'initialised')
  if (existsSync(marker)) return
  for (const name of readdirSync(home.cluster))
    rmSync(join(home.cluster, name), { recursive: true, force: true })
  // By file, not by argument, which `ps` would show to everyone.
  const passwordFile = join(dirname(home.cluster), 'initdb-password')
  writeFileSync(passwordFile, home.password, { mode: 0o600 })
  if (home.user) chownSync(passwordFile, home.user.uid, home.user.gid)
  const options = [
    '--auth=scram-sha-256',
    '--username=network3',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ]
  try {
    await run(
      join(home.binaries, 'bin', 'initdb'),
      [`--pgdata=${home.cluster}`, `--pwfile=${passwordFile}`, ...options],
      { ...spawnIdentity(home.user), cwd: '/' },
    )
  } catch (cause) {
    const words = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause)
    throw new AppError(
      'PROCESS_FAILED',
      `PostgreSQL could not make its data folder ${home.cluster}: ${words}`,
      { cause },
    )
  } finally {
    rmSync(passwordFile, { force: true })
  }
  writeFileSync(marker, '')
}
