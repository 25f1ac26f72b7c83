import { AEAD_TAG_BYTES } from './backend.ts'
import { concatBytes, createByteReader } from './bytes.ts'
import { ClscError } from './clsc-error.ts'
import { HEADER_PREFIX_BYTES, headerLength } from './header.ts'
import { MAX_RECORD_BYTES } from './sender-record.ts'

export type Head = { header: Uint8Array; record: Uint8Array; rest: Uint8Array }

/**
 * Collects header and record 0 from ragged pieces. A head is at most 1.3 MB: lengths are checked before anything is
 * kept for them. push returns the head once, with the bytes that follow it; throws `malformed`.
 */
export function createHeadReader(): { push: (bytes: Uint8Array) => Head | undefined } {
  const pieces: Uint8Array[] = []
  let length = 0
  let wanted = HEADER_PREFIX_BYTES
  return {
    push: (bytes) => {
      pieces.push(bytes.slice())
      length += bytes.length
      while (length >= wanted) {
        const all = concatBytes(...pieces.splice(0))
        pieces.push(all)
        const next = nextWanted(all)
        if (next === wanted) return splitHead(all, wanted)
        wanted = next
      }
      return undefined
    },
  }
}

/** How many bytes must be there for the next step; the same as before when the head is complete. */
function nextWanted(bytes: Uint8Array): number {
  const header = headerLength(bytes)
  if (bytes.length < header + 4) return header + 4
  return header + 4 + recordLength(bytes.subarray(header, header + 4))
}

function splitHead(bytes: Uint8Array, headBytes: number): Head {
  const header = headerLength(bytes)
  return {
    header: bytes.subarray(0, header),
    record: bytes.subarray(header + 4, headBytes),
    rest: bytes.subarray(headBytes),
  }
}

function recordLength(bytes: Uint8Array): number {
  const length = createByteReader(bytes, 'malformed', 'message').uint32()
  if (length > MAX_RECORD_BYTES || length < AEAD_TAG_BYTES)
    throw new ClscError('malformed', 'The first record has an impossible length.')
  return length
}
