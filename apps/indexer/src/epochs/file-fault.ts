import type { AppError, EpochFileErrorCode } from '@network3/core/app-error'
import type { BackOff } from '@network3/service/retry'

/** Why a file does not count, and how soon to look again. */
export type FileFault = {
  reason: EpochFileErrorCode
  detail: string
  fileState: 'pending' | 'refused'
  backOff: BackOff
}

/** The file may appear at any moment; a minute is the longest an honest publisher is kept waiting. */
const SOON: BackOff = { baseMs: 500, maxMs: 60_000 }
/** What is served is wrong. It can be put right under the same address, so it is not given up. */
const RARELY: BackOff = { baseMs: 30_000, maxMs: 3_600_000 }

/** What an error says of a file; undefined when it says nothing of it (the database, a fault of ours). Pure. */
export function judgeFault({ code, message }: AppError): FileFault | undefined {
  switch (code) {
    case 'FILE_UNREACHABLE':
      return { reason: code, detail: message, fileState: 'pending', backOff: SOON }
    case 'FILE_HASH_MISMATCH':
    case 'FILE_MALFORMED':
    case 'ROOT_MISMATCH':
    case 'TOTAL_MISMATCH':
      return { reason: code, detail: message, fileState: 'refused', backOff: RARELY }
    default:
      return undefined
  }
}
