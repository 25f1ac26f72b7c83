import { describe, expect, test } from 'vitest'
import { wantOf } from './want-options.ts'

const compute = { kind: 'compute' } as const

describe('what is wanted', () => {
  test('is one node for two minutes, unless said otherwise', () => {
    expect(wantOf(compute)).toEqual({ want: { nodes: 1, hours: 2 / 60 } })
    expect(wantOf({ ...compute, nodes: 3, hours: 0.5 })).toEqual({ want: { nodes: 3, hours: 0.5 } })
  })

  test('is so many slots for a time as units, rounded up to whole seconds', () => {
    expect(wantOf({ ...compute, slots: 2, minutes: 2 })).toEqual({ slots: 2, want: { units: 240n } })
    expect(wantOf({ ...compute, slots: 3, hours: 0.0001 })).toEqual({ slots: 3, want: { units: 3n } })
  })

  test('is units of any kind', () => {
    expect(wantOf({ kind: 'bandwidth', units: 500n })).toEqual({ want: { units: 500n } })
  })

  test.each([
    [{ ...compute, units: 5n, hours: 1 }, 'not both'],
    [{ ...compute, hours: 1, minutes: 1 }, 'not both'],
    [{ ...compute, nodes: 1, slots: 1 }, 'not both'],
    [{ kind: 'egress', minutes: 1 } as const, 'How much egress? Give --units.'],
  ])('%o makes no sense, and says why', (flags, says) => expect(() => wantOf(flags)).toThrow(says))
})
