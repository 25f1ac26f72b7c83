import { type Clock, systemClock } from '@network3/service/clock'
import type { Disagreement } from './disagreement.ts'

/** What is known of a provider: it answers, it is far behind the others, it does not answer. */
type ProviderState = 'live' | 'stale' | 'silent'

/** What is to be written down for /status. */
type ProviderReport = {
  providers: { name: string; state: ProviderState; head: bigint | undefined; heardAt: Date | undefined }[]
  /** New ones, and those met again since the last report. */
  disagreements: (Disagreement & { occurrences: number; seenAt: Date })[]
  /** Everything up to this block is agreed on by now. */
  agreedTo: bigint | undefined
}

export type ProviderWatch = {
  heard(provider: string, head: bigint): void
  disagreed(disagreement: Disagreement): void
  /** The block with this number is in the database: whoever differed about it before agrees by now. */
  agreed(blockNumber: bigint): void
  /** What is new since the last call; undefined when there is nothing and the last call was not long ago. */
  report(): ProviderReport | undefined
}

/** Blocks behind the furthest from which on a provider counts as stale. */
const STALE_BLOCKS = 10n
const SILENT_AFTER_MS = 15_000
/** Heads change with every block: they are written no more often than this. */
const REPORT_EVERY_MS = 5_000

/** Remembers what providers showed until it is written down. */
export function createProviderWatch(
  names: readonly string[],
  { clock = systemClock }: { clock?: Clock } = {},
): ProviderWatch {
  const heads = new Map<string, { head: bigint; at: number }>()
  let met = new Map<string, ProviderReport['disagreements'][number]>()
  let agreedTo: bigint | undefined
  /** The highest block with an open disagreement that was met here. */
  let openTo: bigint | undefined
  let reportedAt = Number.NEGATIVE_INFINITY
  const stateOf = (name: string): ProviderReport['providers'][number] => {
    const heard = heads.get(name)
    const furthest = [...heads.values()].reduce((most, { head }) => (head > most ? head : most), 0n)
    const isSilent = heard === undefined || clock.now() - heard.at > SILENT_AFTER_MS
    const isStale = heard !== undefined && furthest - heard.head > STALE_BLOCKS
    let state: ProviderState = 'live'
    if (isStale) state = 'stale'
    if (isSilent) state = 'silent'
    return { name, state, head: heard?.head, heardAt: heard && new Date(heard.at) }
  }
  return {
    heard: (provider, head) => void heads.set(provider, { head, at: clock.now() }),
    disagreed: (disagreement) => {
      // A block that was agreed on before says nothing of this one.
      agreedTo = undefined
      if (openTo === undefined || disagreement.blockNumber > openTo) openTo = disagreement.blockNumber
      const { kind, blockNumber, providers } = disagreement
      const key = `${kind} ${blockNumber} ${providers.join()}`
      const occurrences = (met.get(key)?.occurrences ?? 0) + 1
      met.set(key, { ...disagreement, occurrences, seenAt: new Date(clock.now()) })
    },
    agreed: (blockNumber) => {
      agreedTo = blockNumber
    },
    report: () => {
      const isDue = clock.now() - reportedAt >= REPORT_EVERY_MS
      const isSettled = openTo !== undefined && agreedTo !== undefined && openTo <= agreedTo
      if (!isDue && met.size === 0 && !isSettled) return undefined
      const report = { providers: names.map(stateOf), disagreements: [...met.values()], agreedTo }
      reportedAt = clock.now()
      met = new Map()
      if (isSettled) openTo = undefined
      return report
    },
  }
}
