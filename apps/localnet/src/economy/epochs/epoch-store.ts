import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@network3/core/app-error'
import { type EpochFile, epochDataHash, parseEpochFile, serialiseEpochFile } from '@network3/core/epoch-file'
import type { Hex } from '@network3/core/hex'
import { writeFileAtomically } from '../../data/write-file-atomically.ts'

/** The folder of published files, each named by its hash. */
export type EpochStore = {
  /** undefined when there is no such file, or it is not what its name says. */
  read: (dataHash: Hex) => EpochFile | undefined
  /** Publishes a file, whole or not at all, and gives its hash. */
  write: (file: EpochFile) => Hex
}

export function openEpochStore(folder: string): EpochStore {
  mkdirSync(folder, { recursive: true })
  const pathOf = (dataHash: Hex) => join(folder, `${dataHash}.json`)
  let last: { dataHash: Hex; file: EpochFile } | undefined
  return {
    read: (dataHash) => {
      if (last?.dataHash === dataHash) return last.file
      const text = readText(pathOf(dataHash))
      if (text === undefined || epochDataHash(text) !== dataHash) return undefined
      last = { dataHash, file: parseEpochFile(text) }
      return last.file
    },
    write: (file) => {
      const text = serialiseEpochFile(file)
      const dataHash = epochDataHash(text)
      writeFileAtomically(pathOf(dataHash), text)
      last = { dataHash, file }
      return dataHash
    },
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw new AppError('FILE_UNREACHABLE', `${path} cannot be read.`, { cause })
  }
}
