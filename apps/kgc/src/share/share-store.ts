import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { renameDurably, syncFolder, writeDurably } from '../files/write-durably.ts'
import type { SealKey } from '../seal/seal-key.ts'
import { type ShareRecord, shareRecordSchema } from './share-record.ts'

/** A node's share, and the one a ceremony under way may put in its place. Both only ever lie sealed on disk. */
export type ShareStore = {
  active: () => ShareRecord | undefined
  next: () => ShareRecord | undefined
  writeNext: (record: ShareRecord) => void
  dropNext: () => void
  /** The next becomes the active one, in one rename; the old one is gone. */
  promote: () => void
}

/** Throws KGC_FILE_INVALID when the seal key does not fit. */
export function createShareStore(folder: string, sealKey: SealKey): ShareStore {
  const activePath = join(folder, 'share.sealed')
  const nextPath = join(folder, 'share.next.sealed')
  const read = (path: string): ShareRecord | undefined => {
    if (!existsSync(path)) return undefined
    const text = Buffer.from(sealKey.open('share', readFileSync(path))).toString('utf8')
    return shareRecordSchema.parse(JSON.parse(text))
  }
  return {
    active: () => read(activePath),
    next: () => read(nextPath),
    writeNext: (record) => writeDurably(nextPath, sealKey.seal('share', Buffer.from(JSON.stringify(record)))),
    dropNext: () => {
      rmSync(nextPath, { force: true })
      syncFolder(folder)
    },
    promote: () => renameDurably(nextPath, activePath),
  }
}
