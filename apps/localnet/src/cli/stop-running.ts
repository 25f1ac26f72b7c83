import { endProcess } from '@network3/local-servers/end-process'
import { isProcessAlive } from '@network3/local-servers/process-identity'
import type { DataLayout } from '../data/data-layout.ts'
import { readLockHolder } from '../data/lock-data.ts'

/** Asks the supervisor on this data to stop, as Ctrl-C would, and waits for it. Returns what to say. */
export async function stopRunning(layout: DataLayout): Promise<string> {
  const holder = readLockHolder(layout.lock)
  if (holder === undefined || !isProcessAlive(holder)) return `Network3 does not run on ${layout.folder}.`
  await endProcess(holder, [{ signal: 'SIGTERM', waitMs: 120_000 }])
  return 'Network3 was stopped.'
}
