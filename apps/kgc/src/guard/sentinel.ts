import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { GuardHead } from './guard-entry.ts'

const SLOT_BYTES = 128

export type Sentinel = { write: (head: GuardHead) => Promise<void>; close: () => Promise<void> }

/**
 * Remembers how long the guard is, in a file of its own: a guard cut back to an earlier, in itself valid state is told
 * from one that never was longer. Two slots in turn, so that a write torn by a crash leaves the one before.
 */
export async function openSentinel(path: string): Promise<Sentinel> {
  const file = await open(path, existsSync(path) ? 'r+' : 'wx+', 0o600)
  return {
    write: async (head) => {
      const text = `${head.count} ${head.hash}`
      const slot = `${text} ${checksum(text)}`.padEnd(SLOT_BYTES - 1).concat('\n')
      await file.write(slot, (head.count % 2) * SLOT_BYTES)
      await file.datasync()
    },
    close: () => file.close(),
  }
}

/** The furthest head the sentinel remembers; undefined when there is none or neither slot is whole. */
export function readSentinel(path: string): GuardHead | undefined {
  if (!existsSync(path)) return undefined
  const text = readFileSync(path, 'latin1')
  const heads = [text.slice(0, SLOT_BYTES), text.slice(SLOT_BYTES)].flatMap((slot) => {
    const [, count, hash, sum] = /^(\d+) ([0-9a-f]{64}) ([0-9a-f]{16}) *\n$/.exec(slot) ?? []
    if (count === undefined || hash === undefined || checksum(`${count} ${hash}`) !== sum) return []
    return [{ count: Number(count), hash }]
  })
  return heads.sort((a, b) => b.count - a.count)[0]
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
