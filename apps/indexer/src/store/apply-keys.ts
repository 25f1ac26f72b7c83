import type { Client } from '@network3/db/pool'
import {
  addDirectoryRoots,
  addRevocations,
  deleteDirectoryRoots,
  deleteRevocations,
} from '@network3/db/write/key-directory'
import { findGenerationHistory, replaceGenerations } from '@network3/db/write/key-generations'
import { foldGenerations, type KeyChanges } from '../projections/project-keys.ts'
import { readStoredEvent } from './index-logs.ts'
import { projectEvents } from './project-events.ts'

/** The key directory: revocations and roots are never changed, and generations are told again from the start. */
export async function applyKeys(tx: Client, changes: KeyChanges): Promise<void> {
  await rewriteGenerations(tx, changes)
  await addRevocations(tx, changes.revocations)
  await addDirectoryRoots(tx, changes.roots)
}

/** Undoes what removed events did, once they are gone. */
export async function unwindKeys(tx: Client, undone: KeyChanges): Promise<void> {
  await rewriteGenerations(tx, undone)
  await deleteRevocations(tx, undone.revocations)
  await deleteDirectoryRoots(tx, undone.roots)
}

async function rewriteGenerations(tx: Client, touched: KeyChanges): Promise<void> {
  if (touched.generations.length === 0) return
  const history = projectEvents((await findGenerationHistory(tx)).map(readStoredEvent))
  await replaceGenerations(tx, foldGenerations(history.keys.generations))
}
