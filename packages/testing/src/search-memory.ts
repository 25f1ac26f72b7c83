import { open, readFile } from 'node:fs/promises'

/** Read at once; consecutive parts overlap by the longest needle. */
const PART_BYTES = 4 * 1024 * 1024

/**
 * Which of the needles stand anywhere in the writable memory of a process of this user, as Linux shows it. The process
 * goes on meanwhile: what is there for a moment only may be missed, so look more than once.
 */
export async function searchMemory(pid: number, needles: readonly Buffer[]): Promise<Set<number>> {
  const regions = (await readFile(`/proc/${pid}/maps`, 'utf8')).split('\n').flatMap((line) => {
    const match = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line)
    return match === null ? [] : [{ from: Number(`0x${match[1]}`), to: Number(`0x${match[2]}`) }]
  })
  const overlap = Math.max(...needles.map(({ length }) => length))
  const found = new Set<number>()
  const memory = await open(`/proc/${pid}/mem`, 'r')
  try {
    const part = Buffer.allocUnsafe(PART_BYTES)
    for (const { from, to } of regions) {
      for (let at = from; at < to; at += PART_BYTES - overlap) {
        // A region may have gone since it was listed, and some cannot be read at all.
        const length = Math.min(PART_BYTES, to - at)
        const { bytesRead } = await memory.read(part, 0, length, at).catch(() => ({ bytesRead: 0 }))
        const read = part.subarray(0, bytesRead)
        for (const [index, needle] of needles.entries()) {
          if (!found.has(index) && read.includes(needle)) found.add(index)
        }
      }
    }
  } finally {
    await memory.close()
  }
  return found
}

/** A text as programs keep it: as UTF-8, as UTF-16, in hex, and in base64 wherever in a longer text it begins. */
export function spellingsOf(text: string): Buffer[] {
  const bytes = Buffer.from(text)
  const base64 = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    // Only what does not depend on what stands before and after.
    return shifted.slice(shift === 0 ? 0 : 4, Math.floor((bytes.length + shift) / 3) * 4)
  })
  const hex = bytes.toString('hex')
  const texts = [text, hex, hex.toUpperCase(), ...base64]
  return texts.flatMap((one) => [Buffer.from(one), Buffer.from(one, 'utf16le')])
}
