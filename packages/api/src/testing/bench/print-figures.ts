import type { Figures } from './measure.ts'

/** performance.md, “Reading”. Renting pays no heed to CPU: the chain does most of it. */
const bars = { read: { p95Ms: 10, perCpuSecond: 2_500 }, rent: { p95Ms: 150, perCpuSecond: 0 } } as const
const KEPT_PER_CPU_SECOND = 7_000
const GROWTH = 2
/** Below it a factor tells of the machine, not of the data. */
const LEAST_MS = 0.5

type Row = { figures: Figures; growth: number | undefined; isMet: boolean }

/** The figures of a size, against the bars and against those of a tenth of it. */
export function judgeFigures(all: readonly Figures[], tenth: readonly Figures[]): Row[] {
  return all.map((figures) => {
    const bar = bars[figures.bar]
    const least = figures.isKept ? KEPT_PER_CPU_SECOND : bar.perCpuSecond
    const before = tenth.find(({ name }) => name === figures.name)
    const growth = before && figures.p50Ms / Math.max(LEAST_MS, before.p50Ms)
    const isMet = figures.p95Ms <= bar.p95Ms && figures.perCpuSecond >= least
    return { figures, growth, isMet: isMet && (growth === undefined || growth <= GROWTH) }
  })
}

export function printFigures(title: string, rows: readonly Row[]): void {
  console.log(`\n${title}`)
  console.log(
    `${'what'.padEnd(46)} ${'p50 ms'.padStart(8)} ${'p95 ms'.padStart(8)} ${'per CPU s'.padStart(10)} ${'growth'.padStart(7)}`,
  )
  for (const { figures, growth, isMet } of rows) {
    const columns = [
      figures.p50Ms.toFixed(2).padStart(8),
      figures.p95Ms.toFixed(2).padStart(8),
      String(Math.round(figures.perCpuSecond)).padStart(10),
      (growth === undefined ? '–' : `${growth.toFixed(1)}×`).padStart(7),
    ]
    console.log(`${figures.name.padEnd(46)} ${columns.join(' ')} ${isMet ? '' : ' below the bar'}`)
  }
}

export const barsInWords =
  'Bars: p95 ≤ 10 ms, renting ≤ 150 ms; ≥ 2,500 answers per second of the server’s CPU, ≥ 7,000 of kept first pages; ' +
  'p50 within 2 × of a tenth of the data.'
