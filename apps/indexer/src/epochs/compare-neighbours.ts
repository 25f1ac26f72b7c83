import { AppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import type { VerifiedEpoch } from '@network3/db/write/epoch-files'
import type { OperatorIncrement } from '@network3/db/write/rewards'

/**
 * Holds a file's increments against the verified epochs on both sides. Pure. Throws TOTAL_MISMATCH.
 * 1. next to each other: an operator's increment is exactly the difference of the two cumulative amounts;
 * 2. with epochs between that are not verified: the increment fits into the difference.
 * Nobody's cumulative amount falls, and nobody drops out.
 */
export function compareNeighbours(
  current: { number: bigint; operators: readonly OperatorIncrement[] },
  below: VerifiedEpoch | undefined,
  above: VerifiedEpoch | undefined,
): void {
  const entries = new Map(current.operators.map((entry) => [entry.operator, entry]))
  if (below !== undefined || current.number === 1n) {
    comparePair(below ?? { number: 0n, entries: new Map() }, { number: current.number, entries })
  }
  if (above !== undefined) comparePair({ number: current.number, entries }, above)
}

type Leaves = {
  number: bigint
  entries: ReadonlyMap<Address, { amountWei: bigint; cumulativeWei: bigint }>
}

function comparePair(earlier: Leaves, later: Leaves): void {
  const isAdjacent = later.number === earlier.number + 1n
  for (const operator of earlier.entries.keys()) {
    if (!later.entries.has(operator))
      throw mismatch(operator, later, 'is missing, though it had earned before')
  }
  for (const [operator, { amountWei, cumulativeWei }] of later.entries) {
    const difference = cumulativeWei - (earlier.entries.get(operator)?.cumulativeWei ?? 0n)
    if (isAdjacent ? amountWei !== difference : amountWei > difference) {
      throw mismatch(operator, later, `earned ${amountWei} by the file, but ${difference} by the sums`)
    }
  }
}

function mismatch(operator: Address, { number }: Leaves, what: string): AppError {
  return new AppError('TOTAL_MISMATCH', `In epoch ${number} operator ${operator} ${what}.`)
}
