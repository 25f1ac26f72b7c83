/** A row of the table: what was seen, and what was asked for. `undefined` where a part was not run. */
export type Goal = {
  name: string
  seen: number | undefined
  unit: string
  /** Whether more is better. */
  sense: 'at least' | 'at most'
  must?: number
  lead?: number
}

type Verdict = '' | 'lead' | 'must' | 'MISSED' | 'below lead' | 'not run'

/** How a figure stands to what was asked. A row may ask for a lead alone: then that is held or not. */
export function judge({ seen, sense, must, lead }: Goal): Verdict {
  if (seen === undefined) return 'not run'
  const holds = (bound: number) => (sense === 'at least' ? seen >= bound : seen <= bound)
  if (lead !== undefined && holds(lead)) return 'lead'
  if (must === undefined) return lead === undefined ? '' : 'below lead'
  return holds(must) ? 'must' : 'MISSED'
}

/** The value in the middle; of an even number the lower of the two there. Undefined of none. */
export function medianOf(values: readonly number[]): number | undefined {
  return values.toSorted((left, right) => left - right)[(values.length - 1) >> 1]
}

/** The value that `share` of all do not exceed (nearest rank). Undefined of none. */
export function quantileOf(values: readonly number[], share: number): number | undefined {
  return values.toSorted((left, right) => left - right)[Math.max(0, Math.ceil(values.length * share) - 1)]
}
