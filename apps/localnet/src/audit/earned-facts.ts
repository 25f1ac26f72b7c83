import type { EpochFile } from '@network3/core/epoch-file'
import type { Facts } from '@network3/db/queries/audit/facts'

/** What published files say was earned, as the database keeps it. */
export type EarnedFacts = {
  /** `epoch/operator` → increment and cumulative amount. */
  byOperator: Facts
  /** epoch → nodes and what they earned together. */
  byNodes: Facts
  /** operator → total, in every way the database sums it. */
  totals: Map<string, bigint>
  sum: bigint
}

export function sumEarned(files: ReadonlyMap<string, EpochFile>): EarnedFacts {
  const facts: EarnedFacts = { byOperator: new Map(), byNodes: new Map(), totals: new Map(), sum: 0n }
  for (const [epoch, file] of files) {
    for (const { operator, amountWei, cumulativeWei } of file.operators) {
      facts.byOperator.set(`${epoch}/${operator}`, { amount: amountWei, cumulative: cumulativeWei })
      facts.totals.set(operator, (facts.totals.get(operator) ?? 0n) + BigInt(amountWei))
      facts.sum += BigInt(amountWei)
    }
    if (file.nodes.length === 0) continue
    const amount = file.nodes.reduce((sum, node) => sum + BigInt(node.amountWei), 0n)
    facts.byNodes.set(epoch, { nodes: String(file.nodes.length), amount: String(amount) })
  }
  return facts
}

/** Per operator: what the files and the contract say, in the columns of findEarningFacts. */
export function expectEarnings(operators: Facts, earned: EarnedFacts): Facts {
  return new Map(
    [...operators].map(([operator, { paid = '0' }]) => {
      const total = String(earned.totals.get(operator) ?? 0n)
      return [
        operator,
        { earnedTotal: total, earnedByHour: total, earnedByEpoch: total, paidTotal: paid, paidByHour: paid },
      ]
    }),
  )
}
