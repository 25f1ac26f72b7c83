import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endOrphanPostgres, removePostgres } from '@network3/local-servers/orphan-postgres'

export type ThrowawayCluster = {
  /** For PostgreSQL's data. */
  data: string
  /** For the server's own words. */
  logFile: string
  /** The server must be stopped. */
  remove(): void
}

const MEMORY = '/dev/shm'
const MEMORY_NEEDED_BYTES = 3 * 2 ** 30
/** The process whose data it is, so that the data of one that was killed is found. */
const prefix = `network3-postgres-${process.pid}-`

/**
 * A folder for data that nobody keeps: in memory where the system gives enough of it as files, for there a clone of the
 * template takes 20 ms, and half a second on a disk of a virtual machine.
 */
export async function createThrowawayCluster(): Promise<ThrowawayCluster> {
  const isInMemory = hasMemory()
  if (isInMemory) await removeOrphans()
  const folder = mkdtempSync(join(isInMemory ? MEMORY : tmpdir(), prefix))
  // As root the server runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711)
  const data = join(folder, 'data')
  return {
    data,
    logFile: join(folder, 'postgres.log'),
    remove: () => {
      removePostgres(data)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function hasMemory(): boolean {
  if (!existsSync(MEMORY) || !existsSync('/proc/self/mounts')) return false
  const mount = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .find((line) => line.includes(` ${MEMORY} tmpfs `))
  // Where its user cannot reach the server's binaries, they are copied beside the data.
  if (mount === undefined || mount.includes('noexec')) return false
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize >= MEMORY_NEEDED_BYTES
}

/** What a run that was killed has left would hold memory until the next boot. */
async function removeOrphans(): Promise<void> {
  for (const name of readdirSync(MEMORY)) {
    const pid = /^network3-postgres-(\d+)-/.exec(name)?.[1]
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue
    const data = join(MEMORY, name, 'data')
    await endOrphanPostgres(data)
    removePostgres(data)
    rmSync(join(MEMORY, name), { recursive: true, force: true })
  }
}
