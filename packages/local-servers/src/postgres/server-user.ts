import { execFileSync, spawnSync } from 'node:child_process'
import { AppError } from '@network3/core/app-error'

/** The operating-system user that owns the data and runs the server. */
export type ServerUser = { uid: number; gid: number; name: string }

/**
 * PostgreSQL refuses to run as root. Not root: undefined, the server runs as whoever called. Root: the system's
 * `postgres`, else a system user `network3` made here, else `nobody`.
 */
export function findServerUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const found = lookUp('postgres') ?? lookUp('network3')
  if (found) return found
  spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'network3',
  ])
  const made = lookUp('network3') ?? lookUp('nobody')
  if (made) return made
  throw new AppError(
    'PROCESS_FAILED',
    'PostgreSQL does not run as root and no other user was found: run npm start as another user, or set DATABASE_URL.',
  )
}

/** Whether `user` can enter the folder, or run the file, at `path`: asked of the kernel, so that closed parents count. */
export function canReach(path: string, user: ServerUser | undefined): boolean {
  if (user === undefined) return true
  return spawnSync('test', ['-x', path], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0
}

function lookUp(name: string): ServerUser | undefined {
  const id = (flag: string): number => {
    const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] } as const
    return Number.parseInt(execFileSync('id', [flag, name], { ...options, stdio: [...options.stdio] }), 10)
  }
  try {
    return { uid: id('-u'), gid: id('-g'), name }
  } catch {
    return undefined
  }
}

/** Spawn options that run a child as `user`; without one it runs as the caller. */
export function spawnIdentity(user: ServerUser | undefined): { uid?: number; gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid }
}
