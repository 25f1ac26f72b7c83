import type { Facts } from './facts.ts'

/** One line of the audit. */
export type Check = {
  name: string
  /** How many things were compared. */
  compared: number
  differences: string[]
}

/**
 * Holds a table of the database against what the chain (or a published file) says: the same keys, and for each the
 * fields that `expected` has. A key that only one side has is a difference.
 */
export function compareFacts(name: string, expected: Facts, actual: Facts): Check {
  const differences: string[] = []
  for (const [key, fields] of expected) {
    const found = actual.get(key)
    if (found === undefined) {
      differences.push(`${key} is missing in the database`)
      continue
    }
    for (const [field, value] of Object.entries(fields)) {
      if (found[field] !== value) {
        differences.push(
          `${key}: ${field} is ${found[field] ?? 'absent'} in the database, but should be ${value}`,
        )
      }
    }
  }
  for (const key of actual.keys()) {
    if (!expected.has(key)) differences.push(`${key} is in the database, but should not be`)
  }
  return { name, compared: expected.size, differences }
}

/** One amount that several sources must agree on. */
export function compareSums(name: string, sums: Readonly<Record<string, bigint>>): Check {
  const [first, ...rest] = Object.entries(sums)
  const differences = rest
    .filter(([, amount]) => amount !== first?.[1])
    .map(([source, amount]) => `${source} gives ${amount}, but ${first?.[0]} gives ${first?.[1]}`)
  return { name, compared: rest.length + 1, differences }
}

/** The sum of one field over all rows. */
export function sumOf(facts: Facts, field: string): bigint {
  let sum = 0n
  for (const fields of facts.values()) sum += BigInt(fields[field] ?? '0')
  return sum
}
