import type { Address } from '@network3/core/hex'
import type { Db } from '../pool.ts'
import { hexToDb } from './hex.ts'

/** Eight minutes of a node's day: byte `index` (0–179) of its bitmap, the first minute in the highest bit. */
export type MinuteMark = {
  node: Address
  /** UTC, `2026-01-31`. */
  day: string
  index: number
  /** 1–255. */
  bits: number
}

/** Adds minutes to the days of nodes; minutes that are there already stay. */
export async function markNodeMinutes(db: Db, marks: readonly MinuteMark[]): Promise<void> {
  for (const round of withoutRepeats(marks)) {
    const values = [
      round.map((mark) => hexToDb(mark.node)),
      round.map((mark) => mark.day),
      round.map((mark) => mark.index),
      round.map((mark) => mark.bits),
    ]
    await db.query({
      name: 'open-node-days',
      text: `INSERT INTO node_day (node, day, minutes)
             SELECT node, day, decode(repeat('00', 180), 'hex') FROM unnest($1::bytea[], $2::date[]) AS u(node, day)
             ON CONFLICT DO NOTHING`,
      values: values.slice(0, 2),
    })
    await db.query({
      name: 'mark-node-minutes',
      text: `UPDATE node_day d SET minutes = set_byte(d.minutes, u.index, get_byte(d.minutes, u.index) | u.bits)
             FROM unnest($1::bytea[], $2::date[], $3::int[], $4::int[]) AS u(node, day, index, bits)
             WHERE d.node = u.node AND d.day = u.day`,
      values,
    })
  }
}

/** UPDATE … FROM applies one of several matches only: a node's second byte goes into a statement of its own. */
function withoutRepeats(marks: readonly MinuteMark[]): MinuteMark[][] {
  const rounds: { marks: MinuteMark[]; seen: Set<string> }[] = []
  for (const mark of marks) {
    const key = `${mark.node} ${mark.day}`
    let round = rounds.find(({ seen }) => !seen.has(key))
    if (round === undefined) {
      round = { marks: [], seen: new Set() }
      rounds.push(round)
    }
    round.marks.push(mark)
    round.seen.add(key)
  }
  return rounds.map((round) => round.marks)
}
