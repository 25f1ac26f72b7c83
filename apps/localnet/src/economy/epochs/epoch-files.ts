import { type EpochFile, epochDataHash, parseEpochFile } from '@network3/core/epoch-file'
import type { Hex } from '@network3/core/hex'

/** Published epoch files by their hash, from wherever they are served. */
export type EpochFiles = {
  /** Undefined when there is no such file now, or it is not what its name says. */
  read: (dataHash: Hex) => Promise<EpochFile | undefined>
}

export function fetchEpochFiles(baseUrl: string): EpochFiles {
  let last: { dataHash: Hex; file: EpochFile } | undefined
  return {
    read: async (dataHash) => {
      if (last?.dataHash === dataHash) return last.file
      const url = `${baseUrl.replace(/\/$/, '')}/${dataHash}.json`
      const response = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined)
      const text = response?.ok ? await response.text() : undefined
      if (text === undefined || epochDataHash(text) !== dataHash) return undefined
      last = { dataHash, file: parseEpochFile(text) }
      return last.file
    },
  }
}
