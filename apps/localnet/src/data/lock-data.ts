import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { AppError } from '@network3/core/app-error'
import {
  identifyProcess,
  isProcessAlive,
  type ProcessIdentity,
} from '@network3/local-servers/process-identity'
import { z } from 'zod'

const holderSchema = z.object({ pid: z.number().int().positive(), startedAt: z.string() })

/**
 * Takes the data folder for this process, and returns the function that gives it back.
 *
 * @throws AppError PROCESS_FAILED with a sentence when a living process holds it.
 */
export function lockData(path: string, folder: string): () => void {
  const taken = takeLock(path)
  if ('release' in taken) return taken.release
  throw new AppError(
    'PROCESS_FAILED',
    `Network3 already runs on ${folder} (process ${taken.holder.pid}): stop it there with Ctrl-C or npm start -- --stop, or give this one --data-dir.`,
  )
}

/**
 * Takes the lock at `path`, or says which living process has it. A lock whose holder is gone, killed without a
 * goodbye, is taken over.
 *
 * The lock appears with its content by link(2), which fails when another is there: of two that try at once, one
 * wins. A stale lock is moved aside before it is judged again, so that a fresh one is never removed.
 */
export function takeLock(path: string): { release: () => void } | { holder: ProcessIdentity } {
  const self = identifyProcess(process.pid)
  if (self === undefined) throw new AppError('INTERNAL', 'This process cannot be seen in the process table.')
  const own = `${path}.${process.pid}.own`
  writeFileSync(own, JSON.stringify(self))
  try {
    for (;;) {
      if (tryLink(own, path)) return { release: () => releaseLock(path, self) }
      const holder = readLockHolder(path)
      if (holder !== undefined && isProcessAlive(holder)) return { holder }
      moveStaleLockAside(path)
    }
  } finally {
    rmSync(own, { force: true })
  }
}

/** Who holds the lock, alive or not; undefined without a lock or with an unreadable one. */
export function readLockHolder(path: string): ProcessIdentity | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}

function tryLink(own: string, path: string): boolean {
  try {
    linkSync(own, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function moveStaleLockAside(path: string): void {
  const aside = `${path}.${process.pid}.stale`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const moved = readLockHolder(aside)
  // Another start took over between the look and the move: its lock goes back.
  if (moved !== undefined && isProcessAlive(moved)) tryLink(aside, path)
  rmSync(aside, { force: true })
}

function releaseLock(path: string, self: ProcessIdentity): void {
  const holder = readLockHolder(path)
  if (holder?.pid === self.pid && holder.startedAt === self.startedAt) rmSync(path, { force: true })
}
