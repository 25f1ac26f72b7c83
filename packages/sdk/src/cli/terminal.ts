import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { Progress } from '../files/count-bytes.ts'
import type { Failure } from './exit-codes.ts'

/** Facts and complaints go to stderr, so that stdout is always only what was asked for. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** What went wrong, why, and what to do: for people, or as one line of JSON. */
export function sayFailure({ reason, message, nextStep, details, code }: Failure, asJson: boolean): void {
  if (asJson) {
    say(JSON.stringify({ error: { code: reason, message, nextStep, details, exitCode: code } }))
    return
  }
  say(`n3: ${message} [${reason}]`)
  if (nextStep !== undefined) say(`    ${nextStep}`)
}

/** A file's bytes, or those of stdin for “-”; with their number where it is known. */
export async function readInput(
  path: string,
): Promise<{ source: ReadableStream<Uint8Array>; sizeBytes: number | undefined }> {
  const file = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 256 * 1024 })
  const sizeBytes = path === '-' ? undefined : (await stat(path)).size
  return { source: Readable.toWeb(file) as ReadableStream<Uint8Array>, sizeBytes }
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

/** “12.3 MiB”. */
function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`
}

const REDRAW_MS = 100

/** One line on a terminal's stderr that says how far it is; nothing where stderr is not a terminal. */
export function createProgress(verb: string, sizeBytes: number | undefined): Progress | undefined {
  if (process.stderr.isTTY !== true) return undefined
  let drawnAt = 0
  const startedAt = performance.now()
  process.once('exit', () => process.stderr.write('\r\u001b[K'))
  return (bytes) => {
    const now = performance.now()
    if (now - drawnAt < REDRAW_MS) return
    drawnAt = now
    const share =
      sizeBytes === undefined || sizeBytes === 0 ? '' : ` ${Math.floor((100 * bytes) / sizeBytes)} %`
    const rate = formatBytes(Math.round((bytes * 1000) / Math.max(1, now - startedAt)))
    process.stderr.write(`\r\u001b[K${verb} ${formatBytes(bytes)}${share}, ${rate}/s`)
  }
}
