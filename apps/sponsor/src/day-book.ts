import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '@network3/core/app-error'
import type { z } from 'zod'

/** `at`: unix milliseconds. */
type Entry = { at: number }

export type DayBook<T extends Entry> = {
  /** Those of the last 24 hours, oldest first. */
  entries(): readonly T[]
  /** Durable when it returns. */
  append(entry: T): void
  close(): void
}

const DAY_MS = 86_400_000

/**
 * A file of JSON lines, each synced before money moves, so that killing the sponsor gives nobody a second helping.
 * Entries older than a day are dropped when it is opened. Half a line at the end was never answered and is cut off.
 * Throws ENV_INVALID for a damaged file.
 */
export function openDayBook<T extends Entry>(
  path: string,
  schema: z.ZodType<T>,
  now: () => number,
): DayBook<T> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const isRecent = ({ at }: T) => at > now() - DAY_MS
  let entries = readEntries(path, schema).filter(isRecent)
  rewrite(path, entries)
  const file = openSync(path, 'a', 0o600)
  return {
    entries: () => {
      entries = entries.filter(isRecent)
      return entries
    },
    append: (entry) => {
      writeSync(file, `${JSON.stringify(entry)}\n`)
      fsyncSync(file)
      entries.push(entry)
    },
    close: () => closeSync(file),
  }
}

function readEntries<T>(path: string, schema: z.ZodType<T>): T[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  return whole.split('\n').flatMap((line, index) => {
    if (line === '') return []
    const parsed = schema.safeParse(parseJson(line))
    if (!parsed.success) {
      throw new AppError('ENV_INVALID', `Line ${index + 1} of ${path} is damaged: move the file away.`)
    }
    return [parsed.data]
  })
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function rewrite(path: string, entries: readonly object[]): void {
  const draft = `${path}.tmp`
  const file = openSync(draft, 'w', 0o600)
  try {
    ftruncateSync(file)
    for (const entry of entries) writeSync(file, `${JSON.stringify(entry)}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
}
