import type { Measured } from './measure-backfill.ts'
import type { Reorg } from './measure-reorg.ts'
import { type Goal, medianOf, quantileOf } from './verdicts.ts'

/** Measured one after the other in the same minutes: what divides by each other is of one round. */
type Round = { limitLive: Measured; live: Measured; limitEnd: Measured; backfill: Measured }

export type Results = {
  rounds: Round[]
  sparse: Measured[]
  /** Histories of which only what they take is judged. */
  others: Measured[]
  ponderDense: Measured[]
  ponderSparse: Measured[]
  head: number[]
  reorgs: Reorg[]
  large?: Measured
}

const ratio = (ours: number | undefined, theirs: number | undefined) =>
  ours === undefined || theirs === undefined ? undefined : ours / theirs
const rateOf = (runs: readonly Measured[]) => medianOf(runs.map(({ eventsPerSecond }) => eventsPerSecond))

/** Every row of docs/performance.md's table of the indexer: medians, and ratios of what was measured side by side. */
export function goalsOf(results: Results): Goal[] {
  const { rounds, sparse, others, ponderDense, ponderSparse, head, reorgs, large } = results
  const live = rounds.map((round) => round.live)
  const backfill = rounds.map((round) => round.backfill)
  const ponder = rateOf(ponderDense)
  const of = (runs: readonly Measured[], value: (run: Measured) => number) => medianOf(runs.map(value))
  const peaks = [...live, ...backfill, ...sparse, ...others, ...(large === undefined ? [] : [large])]
  const change = large === undefined ? undefined : ratio(large.eventsPerSecond, rateOf(backfill))
  const more = { sense: 'at least' as const, unit: '×' }
  const less = { sense: 'at most' as const }
  return [
    {
      ...more,
      ...{ name: 'dense, all indices live, against Ponder', seen: ratio(rateOf(live), ponder) },
      ...{ must: 10, lead: 12 },
    },
    {
      ...more,
      ...{ name: 'dense, all indices live, against its limit', lead: 0.9 },
      seen: medianOf(rounds.map((round) => round.live.eventsPerSecond / round.limitLive.eventsPerSecond)),
    },
    {
      ...more,
      ...{ name: 'dense, backfill, against Ponder', seen: ratio(rateOf(backfill), ponder) },
      ...{ must: 17, lead: 22 },
    },
    {
      ...more,
      ...{ name: 'dense, backfill, against its limit', lead: 0.85 },
      seen: medianOf(rounds.map((round) => round.backfill.eventsPerSecond / round.limitEnd.eventsPerSecond)),
    },
    {
      ...more,
      ...{ name: 'sparse, 50 ms a request, against Ponder', must: 12, lead: 17 },
      seen: ratio(rateOf(sparse), rateOf(ponderSparse)),
    },
    {
      ...less,
      ...{ name: 'CPU per event, indices live', unit: 'µs', must: 20, lead: 14 },
      seen: of(live, ({ appCpu, postgresCpu }) => appCpu + postgresCpu),
    },
    {
      ...less,
      ...{ name: 'CPU per event, backfill', unit: 'µs', must: 20, lead: 14 },
      seen: of(backfill, ({ appCpu, postgresCpu }) => appCpu + postgresCpu),
    },
    {
      ...less,
      ...{ name: 'memory at its peak, of all runs', unit: 'MB', must: 400, lead: 300 },
      seen: peaks.length === 0 ? undefined : Math.max(...peaks.map(({ peakBytes }) => peakBytes)) / 1e6,
    },
    {
      ...less,
      ...{ name: 'bytes per event, rows and their indices', unit: 'bytes', must: 260, lead: 220 },
      seen: of(live, ({ stored }) => stored?.events ?? Number.NaN),
    },
    {
      ...less,
      ...{ name: 'head block of 1,000 events, p99', unit: 'ms', must: 100, lead: 50 },
      seen: quantileOf(head, 0.99),
    },
    {
      ...less,
      ...{ name: '… of them the one in the middle', unit: 'ms' },
      seen: medianOf(head),
    },
    {
      ...less,
      ...{ name: '10-block reorg of 2,000 events, undone', unit: 'ms', must: 500, lead: 200 },
      seen: medianOf(reorgs.map(({ undoMs }) => undoMs)),
    },
    {
      ...less,
      ...{ name: '… undone, and the new blocks indexed', unit: 'ms', must: 500, lead: 200 },
      seen: medianOf(reorgs.map(({ wholeMs }) => wholeMs)),
    },
    {
      ...less,
      ...{ name: 'ten times the events: the rate falls by', unit: '%', must: 20, lead: 10 },
      seen: change === undefined ? undefined : Math.max(0, (1 - change) * 100),
    },
  ]
}
