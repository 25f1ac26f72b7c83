import { existsSync, readFileSync, truncateSync } from 'node:fs'
import { AppError } from '@network3/core/app-error'
import { createGuardBook, type GuardBook } from './guard-book.ts'
import { decodeEntry, emptyHead, type GuardHead } from './guard-entry.ts'
import { readSentinel } from './sentinel.ts'

export type ReadGuard = { guardId: string; head: GuardHead; book: GuardBook }

/**
 * Reads the guard and refuses one that is not whole. Cases: a last line without its end was never answered and is cut
 * off; a line that does not continue the one before, a guard shorter than the sentinel remembers, and one without a
 * sentinel were tampered with or restored from a backup, and what they forgot might be signed a second time.
 * Throws KGC_GUARD_INVALID with a sentence.
 */
export function readGuard(path: string, sentinelPath: string): ReadGuard {
  const refuse = (why: string): never => {
    throw new AppError(
      'KGC_GUARD_INVALID',
      `The equivocation guard ${path} ${why}. Without it this node could sign a second key for a name, so it does not start. Restore the newest guard, or retire the node (docs/runbooks/kgc.md).`,
    )
  }
  if (!existsSync(path)) return refuse('is missing')
  const sentinel = readSentinel(sentinelPath)
  if (sentinel === undefined) return refuse('has no valid sentinel beside it')

  const bytes = readFileSync(path)
  const end = bytes.lastIndexOf(0x0a) + 1
  const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1)
  const book = createGuardBook()
  let head = emptyHead
  let guardId: string | undefined
  let agrees = false
  for (const [index, line] of lines.entries()) {
    const decoded = decodeEntry(head, line)
    if (decoded === undefined) return refuse(`is broken at line ${index + 1}`)
    const { entry } = decoded
    if ((entry.kind === 'open') !== (index === 0)) return refuse(`is broken at line ${index + 1}`)
    if (entry.kind === 'open') guardId = entry.guardId
    book.apply(entry)
    head = decoded.head
    agrees ||= head.count === sentinel.count && head.hash === sentinel.hash
  }
  if (!agrees || guardId === undefined)
    return refuse(`holds ${head.count} lines, but its sentinel remembers ${sentinel.count}, or others`)
  if (end < bytes.length) truncateSync(path, end)
  return { guardId, head, book }
}
