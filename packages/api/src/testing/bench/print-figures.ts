import type { Figures } from './measure.ts'

/** performance.md, “Reading”. Renting pays no heed to CPU: the chain does most of it. */
const bars = { read: { p95Ms: 10, perCpuSecond: 2_500 }, rent: { p95Ms: 150, perCpuSecond: 0 } } as const
const KEPT_PER_CPU_SECOND = 7_000
const GROWTH = 2
/** Below it a factor tells of the machine, not of the data. */
const LEAST_MS = 0.5

/** `missed`: in words, which bars; none when all are met. */
type Row = { figures: Figures; growth: number | undefined; missed: string[] }

/** The figures of a size, against the bars and against those of a tenth of it. */
export function judgeFigures(all: readonly Figures[], tenth: readonly Figures[]): Row[] {
  return all.map((figures) => {
    const bar = bars[figures.bar]
    const least = figures.isKept ? KEPT_PER_CPU_SECOND : bar.perCpuSecond
    const before = tenth.find(({ name }) => name === figures.name)
    const growth = before && Math.max(LEAST_MS, figures.p50Ms) / Math.max(LEAST_MS, before.p50Ms)
    const missed = [
      ...(figures.p95Ms <= bar.p95Ms ? [] : [`p95 above ${bar.p95Ms} ms`]),
      ...((figures.busy?.perCpuSecond ?? 0) >= least
        ? []
        : [`below ${least.toLocaleString('en')} per CPU s`]),
      ...(growth === undefined || growth <= GROWTH ? [] : [`grows more than ${GROWTH} ×`]),
    ]
    return { figures, growth, missed }
  })
}

const line = (...cells: string[]) =>
  cells.map((cell, place) => (place === 0 ? cell.padEnd(42) : cell.padStart(place < 6 ? 9 : 0))).join(' ')

export function printFigures(title: string, rows: readonly Row[]): void {
  console.log(`\n${title}`)
  console.log(line('what', 'p50 ms', 'p95 ms', 'a second', 'a CPU s', 'growth', ' verdict'))
  for (const { figures, growth, missed } of rows) {
    const { name, p50Ms, p95Ms, busy, bar, isKept } = figures
    const kind = bar === 'rent' ? 'renting' : isKept ? 'kept' : 'uncached'
    const verdict = missed.length === 0 ? ` met (${kind})` : ` BELOW (${kind}): ${missed.join(', ')}`
    console.log(
      line(
        ...([name, p50Ms.toFixed(2), p95Ms.toFixed(2)] as const),
        ...([String(Math.round(busy?.perSecond ?? 0)), String(Math.round(busy?.perCpuSecond ?? 0))] as const),
        ...([growth === undefined ? '–' : `${growth.toFixed(1)}×`, verdict] as const),
      ),
    )
  }
}

export const barsInWords =
  'Bars: p95 ≤ 10 ms, renting ≤ 150 ms; a second of the server’s CPU (the database’s not counted) answers ≥ 2,500 uncached ' +
  'calls, ≥ 7,000 for kept first pages; p50 within 2 × of a tenth of the data. “A second”: with eight asking at once.'
