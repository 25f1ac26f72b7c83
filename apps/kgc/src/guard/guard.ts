import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '@network3/core/app-error'
import { syncFolder } from '../files/write-durably.ts'
import type { Binding, GrantEntry } from './guard-book.ts'
import { emptyHead, encodeEntry, type GuardEntry } from './guard-entry.ts'
import { readGuard } from './read-guard.ts'
import { openSentinel, readSentinel } from './sentinel.ts'

type BindResult = 'bound' | 'other-point' | 'too-old' | 'grant-superseded'

/** The durable memory that one name has one point in one epoch, and of what wallets granted. */
export type Guard = {
  /** Random, and written into this node's share: a share without its own guard is refused. */
  guardId: string
  /** Lines on disk. */
  count: () => number
  boundPoint: (name: string, epoch: number) => string | undefined
  grantOf: (name: string) => GrantEntry | undefined
  oldestEpoch: () => number
  /**
   * Binds a point, and keeps its grant when it is new. Resolves only when both would survive a power cut; the same
   * binding again is no conflict. Rejects when the disk fails; then the node must end.
   */
  bind: (binding: Binding, grant?: GrantEntry) => Promise<BindResult>
  close: () => Promise<void>
}

const paths = (folder: string) => ({
  guard: join(folder, 'guard.log'),
  sentinel: join(folder, 'guard.head'),
})

/**
 * A new, empty guard, for a folder without a share; one that is there is kept, and what a crash left of one half made
 * is cleared away.
 */
export async function createGuard(folder: string): Promise<void> {
  const { guard, sentinel } = paths(folder)
  if (existsSync(guard) && readSentinel(sentinel) !== undefined) return
  rmSync(guard, { force: true })
  rmSync(sentinel, { force: true })
  closeSync(openSync(guard, 'wx', 0o600))
  const first = encodeEntry(emptyHead, { kind: 'open', guardId: randomBytes(16).toString('hex') })
  const file = await open(guard, 'a')
  await file.appendFile(first.line)
  await file.sync()
  await file.close()
  const writer = await openSentinel(sentinel)
  await writer.write(first.head)
  await writer.close()
  syncFolder(dirname(guard))
}

/** Whether a wallet's grant may replace the one kept: a later first day, or the same point. */
export function supersedes(kept: GrantEntry | undefined, grant: GrantEntry): boolean {
  return kept === undefined || grant.point === kept.point || grant.fromEpoch > kept.fromEpoch
}

/** Another point's grant replaces the one kept; one of the same point only where it reaches further. */
function isWorthKeeping(kept: GrantEntry | undefined, grant: GrantEntry): boolean {
  if (kept === undefined || kept.point !== grant.point) return true
  return grant.toEpoch > kept.toEpoch && grant.fromEpoch >= kept.fromEpoch
}

/** Opens the folder's guard. Throws KGC_GUARD_INVALID when it is not whole. */
export async function openGuard(folder: string): Promise<Guard> {
  const at = paths(folder)
  const { guardId, book, ...read } = readGuard(at.guard, at.sentinel)
  const file = await open(at.guard, 'a')
  const sentinel = await openSentinel(at.sentinel)
  // Ahead of it after a crash between the two: brought up before anything else is signed.
  await sentinel.write(read.head)
  let head = read.head
  const waiting: GuardEntry[] = []
  let writing: Promise<void> | undefined
  let broken: unknown

  // Entries that came while a write was under way go to disk together: one pair of syncs for all.
  const writeWaiting = async (): Promise<void> => {
    let lines = ''
    for (const entry of waiting.splice(0)) {
      const encoded = encodeEntry(head, entry)
      lines += encoded.line
      head = encoded.head
    }
    await file.appendFile(lines)
    await file.datasync()
    // Second, so that a crash in between leaves a guard that is longer than remembered, never shorter.
    await sentinel.write(head)
  }
  const flush = async (): Promise<void> => {
    while (broken === undefined && (waiting.length > 0 || writing !== undefined)) {
      writing ??= writeWaiting()
        .catch((error: unknown) => {
          broken = error
        })
        .finally(() => {
          writing = undefined
        })
      await writing
    }
    if (broken !== undefined)
      throw new AppError('KGC_GUARD_INVALID', 'The equivocation guard cannot be written.', { cause: broken })
  }

  return {
    guardId,
    count: () => head.count,
    boundPoint: book.boundPoint,
    grantOf: book.grantOf,
    oldestEpoch: book.oldestEpoch,
    // Judged and noted in memory at once, so that no second request can come between; answered after the disk.
    bind: async (binding, grant) => {
      const { name, epoch, point } = binding
      if (epoch < book.oldestEpoch()) return 'too-old'
      const bound = book.boundPoint(name, epoch)
      if (bound !== undefined && bound !== point) return 'other-point'
      const kept = book.grantOf(name)
      if (grant !== undefined && !supersedes(kept, grant)) return 'grant-superseded'
      const isNewGrant = grant !== undefined && isWorthKeeping(kept, grant)
      const entries: GuardEntry[] = [
        ...(isNewGrant ? [{ kind: 'grant' as const, ...grant }] : []),
        ...(bound === undefined ? [{ kind: 'bind' as const, name, epoch, point }] : []),
      ]
      for (const entry of entries) book.apply(entry)
      waiting.push(...entries)
      await flush()
      return 'bound'
    },
    close: async () => {
      await flush()
      await file.close()
      await sentinel.close()
    },
  }
}
