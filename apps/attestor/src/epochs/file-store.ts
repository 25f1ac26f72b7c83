import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@network3/core/app-error'
import { epochDataHash } from '@network3/core/epoch-file'
import type { Hex } from '@network3/core/hex'

/** What an attestor keeps: epoch files by their hash, and the receipts it computed each epoch from. */
export type FileStore = {
  /** Undefined when there is no such file, or it is not what its name says. */
  readEpochText(dataHash: Hex): string | undefined
  writeEpochText(text: string): Hex
  readReceipts(epoch: bigint): string | undefined
  writeReceipts(epoch: bigint, text: string): void
}

/** `chain`: what tells one chain from another of the same id, so that nothing of an earlier one is taken for this. */
export function openFileStore(folder: string, chain: Hex): FileStore {
  const receiptsFolder = join(folder, 'receipts', chain.slice(2, 18))
  mkdirSync(receiptsFolder, { recursive: true })
  const pathOf = (dataHash: Hex) => join(folder, `${dataHash}.json`)
  const pathOfReceipts = (epoch: bigint) => join(receiptsFolder, `${epoch}.json`)
  return {
    readEpochText: (dataHash) => {
      const text = read(pathOf(dataHash))
      return text !== undefined && epochDataHash(text) === dataHash ? text : undefined
    },
    writeEpochText: (text) => {
      const dataHash = epochDataHash(text)
      write(pathOf(dataHash), text)
      return dataHash
    },
    readReceipts: (epoch) => read(pathOfReceipts(epoch)),
    writeReceipts: (epoch, text) => write(pathOfReceipts(epoch), text),
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw new AppError('FILE_UNREACHABLE', `${path} cannot be read.`, { cause })
  }
}

/** Whole or not at all. */
function write(path: string, text: string): void {
  const partial = `${path}.${process.pid}.partial`
  writeFileSync(partial, text)
  renameSync(partial, path)
}
