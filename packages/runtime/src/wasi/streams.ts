import { ERRNO } from './errno.ts'
import type { GuestMemory } from './guest-memory.ts'

export type StreamsOptions = {
  input: Uint8Array
  memory: () => GuestMemory
  charge: (gas: number) => void
  write: (descriptor: 1 | 2, bytes: Uint8Array) => void
}

const MAX_VECTORS = 1_024
const FILETYPE_CHARACTER_DEVICE = 2
const RIGHT_READ = 1n << 1n
const RIGHT_WRITE = 1n << 6n

/** The fd_ functions over three streams: 0 reads the input, 1 and 2 are written to. They cannot be closed for good. */
export function createStreams({ input, memory, charge, write }: StreamsOptions) {
  let position = 0
  const isOpen = (descriptor: number) => descriptor >>> 0 <= 2
  /** Ranges of a vector of buffers, all checked before any is used; an errno when one is not inside. */
  const vectors = (pointer: number, count: number): Uint8Array[] | number => {
    if (count >>> 0 > MAX_VECTORS) return ERRNO.inval
    const ranges: Uint8Array[] = []
    for (let index = 0; index < count; index++) {
      const start = memory().u32(pointer + index * 8)
      const length = memory().u32(pointer + index * 8 + 4)
      const range = start === undefined || length === undefined ? undefined : memory().range(start, length)
      if (range === undefined) return ERRNO.fault
      charge(range.length / 8)
      ranges.push(range)
    }
    return ranges
  }
  return {
    fd_read(descriptor: number, pointer: number, count: number, donePointer: number) {
      if (descriptor !== 0) return isOpen(descriptor) ? ERRNO.notsup : ERRNO.badf
      const targets = vectors(pointer, count)
      if (typeof targets === 'number') return targets
      let read = 0
      for (const target of targets) {
        const piece = input.subarray(position, position + target.length)
        target.set(piece)
        position += piece.length
        read += piece.length
      }
      return memory().setU32(donePointer, read) ? ERRNO.success : ERRNO.fault
    },
    fd_write(descriptor: number, pointer: number, count: number, donePointer: number) {
      if (descriptor !== 1 && descriptor !== 2) return isOpen(descriptor) ? ERRNO.notsup : ERRNO.badf
      const sources = vectors(pointer, count)
      if (typeof sources === 'number') return sources
      let written = 0
      for (const source of sources) {
        write(descriptor, source)
        written += source.length
      }
      return memory().setU32(donePointer, written) ? ERRNO.success : ERRNO.fault
    },
    fd_fdstat_get(descriptor: number, pointer: number) {
      if (!isOpen(descriptor)) return ERRNO.badf
      const target = memory().range(pointer, 24)
      if (target === undefined) return ERRNO.fault
      target.fill(0)
      memory().setU8(pointer, FILETYPE_CHARACTER_DEVICE)
      memory().setU64(pointer + 8, descriptor === 0 ? RIGHT_READ : RIGHT_WRITE)
      return ERRNO.success
    },
    fd_filestat_get(descriptor: number, pointer: number) {
      if (!isOpen(descriptor)) return ERRNO.badf
      const target = memory().range(pointer, 64)
      if (target === undefined) return ERRNO.fault
      target.fill(0)
      memory().setU8(pointer + 16, FILETYPE_CHARACTER_DEVICE)
      return ERRNO.success
    },
    fd_close: (descriptor: number) => (isOpen(descriptor) ? ERRNO.success : ERRNO.badf),
    fd_fdstat_set_flags: (descriptor: number) => (isOpen(descriptor) ? ERRNO.success : ERRNO.badf),
    fd_seek: (descriptor: number) => (isOpen(descriptor) ? ERRNO.spipe : ERRNO.badf),
    fd_tell: (descriptor: number) => (isOpen(descriptor) ? ERRNO.spipe : ERRNO.badf),
    /** No directory is open: this answer ends every libc's search for preopened ones. */
    fd_prestat_get: () => ERRNO.badf,
    fd_prestat_dir_name: () => ERRNO.badf,
  }
}
