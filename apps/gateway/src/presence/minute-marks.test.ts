import { describe, expect, it } from 'vitest'
import { createMinuteMarks } from './minute-marks.ts'

const at = (time: string) => Date.parse(`2026-01-31T${time}Z`)
const node = `0x${'01'.repeat(20)}` as const

describe('createMinuteMarks', () => {
  it('marks each minute once, the first of the day in the highest bit of the first byte', () => {
    const marks = createMinuteMarks()
    const link = { node, minute: 0 }
    for (const time of ['00:00:00', '00:00:30', '00:01:05', '00:08:00', '23:59:59.999'])
      marks.mark(link, at(time))
    expect(marks.take(10, true)).toEqual([
      { node, day: '2026-01-31', index: 0, bits: 0b1000_0000 },
      { node, day: '2026-01-31', index: 0, bits: 0b0100_0000 },
      { node, day: '2026-01-31', index: 1, bits: 0b1000_0000 },
      { node, day: '2026-01-31', index: 179, bits: 1 },
    ])
    expect(marks.take(10, true)).toEqual([])
  })

  it('lets few marks wait for more, but not for ever, and repeats what was given back', () => {
    const marks = createMinuteMarks()
    marks.mark({ node, minute: 0 }, at('12:00:00'))
    expect(marks.take(10)).toEqual([])
    let taken = marks.take(10)
    for (let round = 0; round < 60 && taken.length === 0; round++) taken = marks.take(10)
    expect(taken).toHaveLength(1)
    marks.giveBack(taken)
    expect(marks.take(10, true)).toEqual(taken)
    for (let count = 0; count < 300; count++) marks.mark({ node, minute: 0 }, at('12:00:00'))
    expect(marks.take(1_000)).toHaveLength(300)
  })
})
