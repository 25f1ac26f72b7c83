import { mkdirSync, rmSync } from 'node:fs'
import { endOrphanPostgres, removePostgres } from '@network3/local-servers/orphan-postgres'
import type { Progress } from '../supervise/progress.ts'
import { endOrphans } from './child-registry.ts'
import type { DataLayout } from './data-layout.ts'
import { removeStackFile } from './stack-file.ts'

/**
 * Ends what an earlier start left running on this data, and with `reset` throws the data away. The caller holds
 * the lock, so whatever still runs here has lost its supervisor.
 */
export async function clearTheWay(layout: DataLayout, reset: boolean, progress: Progress): Promise<void> {
  mkdirSync(layout.logs, { recursive: true })
  removeStackFile(layout.stack)
  const ended = await endOrphans(layout.pids)
  if (ended.length > 0) progress.tell(`left by an earlier start, now stopped: ${ended.join(', ')}`)
  if (!reset) return
  await endOrphanPostgres(layout.postgres)
  removePostgres(layout.postgres)
  // By name: the folder is the caller's choice, and may hold what is not ours.
  for (const path of [
    layout.anvil,
    layout.epochs,
    layout.attestors,
    layout.sponsor,
    layout.agents,
    layout.nodeCache,
    layout.kgc,
    layout.logs,
    layout.deployment,
    layout.databaseOrigin,
  ]) {
    rmSync(path, { recursive: true, force: true })
  }
  mkdirSync(layout.logs, { recursive: true })
  progress.tell(`the data in ${layout.folder} was thrown away`)
}
