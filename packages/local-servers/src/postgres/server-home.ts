import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { findServerBinaries } from './server-binaries.ts'
import { canReach, findServerUser, type ServerUser } from './server-user.ts'

/** Where one cluster lives and who runs it. `cluster` is PostgreSQL's data folder. */
export type ServerHome = {
  cluster: string
  binaries: string
  user: ServerUser | undefined
  password: string
}

/** Folder outside closed parents for the cluster of `folder`, when its own place cannot be reached. */
export function findOpenFolder(folder: string): string {
  return `/var/lib/network3-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`
}

/**
 * Makes ready a home for one cluster under `folder`: in place where the server's user can reach it, otherwise
 * (root, under a closed parent such as a 0700 home) below /var/lib, with `folder`/location telling where.
 * Binaries that cannot be reached are copied there too, once per version. The superuser's password is random,
 * in `folder`/password, readable by the caller only.
 */
export function prepareServerHome(folder: string): ServerHome {
  mkdirSync(folder, { recursive: true })
  const user = findServerUser()
  const inPlace = canReach(folder, user)
  const base = inPlace ? folder : openFolder(folder)
  writeFileSync(join(folder, 'location'), `${base}\n`)
  mkdirSync(join(base, 'cluster'), { recursive: true })
  // As the system names it: running servers are recognised by the folder they work in.
  const cluster = realpathSync(join(base, 'cluster'))
  chmodSync(cluster, 0o700)
  if (user) chownSync(cluster, user.uid, user.gid)
  return {
    cluster,
    binaries: findReachableBinaries(base, user),
    user,
    password: readOrCreatePassword(folder),
  }
}

/** Removes everything of the cluster of `folder`, wherever it was kept. The server must be stopped. */
export function removeServerHome(folder: string): void {
  rmSync(findOpenFolder(folder), { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
}

function findReachableBinaries(base: string, user: ServerUser | undefined): string {
  const { folder, version } = findServerBinaries()
  if (canReach(join(folder, 'bin', 'postgres'), user)) return folder
  const copy = join(base, `postgresql-${version}`)
  if (existsSync(copy)) return copy
  // Copied beside and renamed, so that a copy cut short is never taken for a whole one.
  const partial = `${copy}.${process.pid}`
  cpSync(folder, partial, { recursive: true, verbatimSymlinks: true })
  if (user) giveTree(partial, user)
  renameSync(partial, copy)
  return copy
}

/** Made with its mode set, not masked: under a umask of 077 the server's user could not pass through. */
function openFolder(folder: string): string {
  const open = findOpenFolder(folder)
  mkdirSync(open, { recursive: true })
  chmodSync(open, 0o711)
  return open
}

function giveTree(folder: string, user: ServerUser): void {
  lchownSync(folder, user.uid, user.gid)
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), user.uid, user.gid)
  }
}

function readOrCreatePassword(folder: string): string {
  const path = join(folder, 'password')
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  const password = randomBytes(18).toString('base64url')
  writeFileSync(path, `${password}\n`, { mode: 0o600 })
  return password
}
