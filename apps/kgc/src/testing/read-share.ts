import { createSealKey, readSealKeyFile } from '../seal/seal-key.ts'
import type { NodeFolder } from '../setup/set-up-kgc.ts'
import { type ActiveShare, activate } from '../share/share-record.ts'
import { createShareStore } from '../share/share-store.ts'

/** What a thief of both a node's disk and its seal key would have. */
export function readShare({ dataDir, sealKeyFile }: NodeFolder): ActiveShare {
  const record = createShareStore(dataDir, createSealKey(readSealKeyFile(sealKeyFile), dataDir)).active()
  if (record === undefined) throw new Error(`There is no share in ${dataDir}.`)
  return activate(record)
}
