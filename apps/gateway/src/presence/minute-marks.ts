import type { Address } from '@network3/core/hex'
import type { MinuteMark } from '@network3/db/write/node-days'

const MINUTE_MS = 60_000
/** Bytes of a day's bitmap: 1,440 minutes, eight to a byte. */
const DAY_BYTES = 180
/** Fewer marks than this wait for more, a few rounds long. */
const WORTH_WRITING = 250
const MAX_ROUNDS = 50

/** A link, as far as its minutes go. `minute`: the last one marked, in minutes since 1970. */
export type Minuted = { node: Address; minute: number }

/**
 * The minutes in which nodes were heard, until they are written: about one mark per node and minute. Heartbeats come
 * at any second of it, so the writes spread by themselves.
 */
export function createMinuteMarks() {
  let marks: MinuteMark[] = []
  let rounds = 0
  return {
    mark(link: Minuted, at: number): void {
      const minute = Math.floor(at / MINUTE_MS)
      if (minute === link.minute) return
      link.minute = minute
      const byte = Math.floor(minute / 8)
      const day = Math.floor(byte / DAY_BYTES)
      marks.push({
        node: link.node,
        day: new Date(day * DAY_BYTES * 8 * MINUTE_MS).toISOString().slice(0, 10),
        index: byte % DAY_BYTES,
        bits: 0x80 >> (minute % 8),
      })
    },
    size: () => marks.length,
    /** At most `count` to write now; none while too few are there, unless `all`. */
    take(count: number, all = false): MinuteMark[] {
      rounds += 1
      if (marks.length === 0) return []
      if (!all && marks.length < WORTH_WRITING && rounds < MAX_ROUNDS) return []
      if (marks.length <= count) rounds = 0
      const taken = marks.slice(0, count)
      marks = marks.slice(count)
      return taken
    },
    /** They were not written: they come first next time. */
    giveBack(taken: MinuteMark[]): void {
      marks = [...taken, ...marks]
    },
  }
}
