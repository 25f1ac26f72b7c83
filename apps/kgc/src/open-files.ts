import { mkdirSync } from 'node:fs'
import { AppError } from '@network3/core/app-error'
import { createGuard, type Guard, openGuard } from './guard/guard.ts'
import { type Identity, loadIdentity } from './identity/identity.ts'
import type { SealKey } from './seal/seal-key.ts'
import { createShareStore, type ShareStore } from './share/share-store.ts'

export type NodeFiles = { identity: Identity; store: ShareStore; guard: Guard }

/**
 * Opens what a node keeps. A guard is made only where there is no share: from the first share on it is the same guard
 * or none, so that a node whose guard was deleted, swapped or cut does not start. Throws KGC_GUARD_INVALID,
 * KGC_FILE_INVALID.
 */
export async function openFiles(folder: string, sealKey: SealKey): Promise<NodeFiles> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const identity = loadIdentity(folder, sealKey)
  const store = createShareStore(folder, sealKey)
  const records = [store.active(), store.next()].flatMap((record) => record ?? [])
  if (records.length === 0) await createGuard(folder)
  const guard = await openGuard(folder)
  if (records.some(({ guardId }) => guardId !== guard.guardId)) {
    await guard.close()
    throw new AppError(
      'KGC_GUARD_INVALID',
      `The equivocation guard in ${folder} is not the one this node's share was made with. This node could sign a second key for a name, so it does not start. Restore the newest guard, or retire the node (docs/runbooks/kgc.md).`,
    )
  }
  return { identity, store, guard }
}
