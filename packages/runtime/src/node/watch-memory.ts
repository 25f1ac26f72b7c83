import { readFile } from 'node:fs/promises'

/** Of Node.js itself, a compiler at work, and the bytes of a job on their way in and out. */
const PROCESS_BYTES = 384 * 2 ** 20
const INTERVAL_MS = 250
const PAGE_BYTES = 4_096

/** Calls `onExceeded` when the process holds more than its job may and it itself needs. Linux only; else it waits. */
export function watchMemory(
  pid: number | undefined,
  memoryBytes: number,
  onExceeded: () => void,
): () => void {
  if (process.platform !== 'linux' || pid === undefined) return () => undefined
  const timer = setInterval(async () => {
    const statm = await readFile(`/proc/${pid}/statm`, 'latin1').catch(() => '')
    const resident = Number(statm.split(' ')[1] ?? 0) * PAGE_BYTES
    if (resident > memoryBytes + PROCESS_BYTES) onExceeded()
  }, INTERVAL_MS)
  timer.unref()
  return () => clearInterval(timer)
}
