import { type IntegerNetwork, scoresOf } from '../quantise.ts'
import { featuresOf } from './features.ts'
import { type PiiLabel, piiLabels } from './labels.ts'

/** What a column is, by the values shown: the label most of them speak for, and how many do. */
export type ColumnVerdict = { label: PiiLabel; values: number; agreeing: number }

export function labelOf(scores: Int32Array): PiiLabel {
  const most = scores.indexOf(Math.max(...scores))
  return piiLabels[most] ?? 'text'
}

export function classifyValue(network: IntegerNetwork, value: string): PiiLabel {
  return labelOf(scoresOf(network, featuresOf(value)))
}

/** Empty values say nothing. Undefined when there are no others. Ties go to the label listed first. */
export function classifyColumn(
  network: IntegerNetwork,
  values: readonly string[],
): ColumnVerdict | undefined {
  const filled = values.filter((value) => value.trim() !== '')
  const votes = new Map<PiiLabel, number>()
  for (const value of filled) {
    const label = classifyValue(network, value)
    votes.set(label, (votes.get(label) ?? 0) + 1)
  }
  const [winner] = piiLabels
    .map((label) => ({ label, agreeing: votes.get(label) ?? 0 }))
    .sort((a, b) => b.agreeing - a.agreeing)
  return winner === undefined || filled.length === 0 ? undefined : { ...winner, values: filled.length }
}
