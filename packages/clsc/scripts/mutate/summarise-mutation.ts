const REQUIRED_SCORE_PERCENT = 90

type Mutant = {
  mutatorName: string
  replacement?: string
  status: string
  statusReason?: string
  location: { start: Place; end: Place }
}
/** From 1. */
type Place = { line: number; column: number }

/** As much of mutation-testing-report-schema as is read here. */
export type MutationReport = { files: Record<string, { source: string; mutants: Mutant[] }> }

/** One line of the table. */
export type Row = {
  name: string
  killed: number
  timedOut: number
  survived: number
  uncovered: number
  /** Not counted: changed while the module loads, or of no meaning to the type of test. */
  leftOut: number
  /** Each survivor, and each that was out of time, with its place. */
  toJudge: string[]
}

/** A row for each file of a report, in its order. Sentences for people are no mutants at all. */
export function rowsOf(report: MutationReport): Row[] {
  return Object.entries(report.files).map(([path, { source, mutants }]) => {
    const ends = mutants.map((mutant) => endOf(mutant))
    const count = (...wanted: End[]) => ends.filter((end) => wanted.includes(end)).length
    return {
      name: path.replace(/^src\//, ''),
      killed: count('killed'),
      timedOut: count('out of time'),
      survived: count('survived'),
      uncovered: count('reached by no test'),
      leftOut: count('left out'),
      toJudge: mutants.flatMap((mutant, index) =>
        JUDGED.includes(ends[index] ?? 'killed') ? `${describe(path, source, mutant)} (${ends[index]})` : [],
      ),
    }
  })
}

type End = 'killed' | 'out of time' | 'survived' | 'reached by no test' | 'left out' | 'prose'
/** Survivors, and what a busy machine may have ended: whoever reads the list sees whether it loops. */
const JUDGED: End[] = ['out of time', 'survived', 'reached by no test']

function endOf({ status, statusReason = '' }: Mutant): End {
  if (status === 'Timeout' || /^(?:Test|Hook) timed out/.test(statusReason)) return 'out of time'
  if (status === 'Killed') return 'killed'
  if (status === 'Survived') return 'survived'
  if (status === 'NoCoverage') return 'reached by no test'
  return statusReason === 'a sentence for people' ? 'prose' : 'left out'
}

function describe(path: string, source: string, { mutatorName, location, replacement }: Mutant): string {
  const { start, end } = location
  const lines = source.split('\n').slice(start.line - 1, end.line)
  const last = lines.length - 1
  lines[last] = (lines[last] ?? '').slice(0, end.column - 1)
  lines[0] = (lines[0] ?? '').slice(start.column - 1)
  const before = lines.join(' ').replaceAll(/\s+/g, ' ')
  return `${path}:${start.line}:${start.column} ${mutatorName}: ${before} → ${replacement ?? ''}`
}

const HEADINGS = ['file', 'mutants', 'killed', 'timed out', 'survived', 'uncovered', 'left out', 'score %']

/** The table of all rows with their total, and whether nine in ten were noticed. A mutant that loops is noticed. */
export function summariseMutation(rows: readonly Row[]): { text: string; isEnough: boolean } {
  const total = rows.reduce(add, { ...EMPTY, name: 'total' })
  const lines = [HEADINGS, ...[...rows, total].map(cells)]
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const text = lines.map((line) =>
    line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    ),
  )
  const born = bornOf(total)
  return {
    text: text.map((line) => line.join('  ')).join('\n'),
    isEnough: born > 0 && (total.killed + total.timedOut) * 100 >= born * REQUIRED_SCORE_PERCENT,
  }
}

const EMPTY: Row = { name: '', killed: 0, timedOut: 0, survived: 0, uncovered: 0, leftOut: 0, toJudge: [] }

const add = (sum: Row, row: Row): Row => ({
  name: sum.name,
  killed: sum.killed + row.killed,
  timedOut: sum.timedOut + row.timedOut,
  survived: sum.survived + row.survived,
  uncovered: sum.uncovered + row.uncovered,
  leftOut: sum.leftOut + row.leftOut,
  toJudge: [],
})

const bornOf = (row: Row): number => row.killed + row.timedOut + row.survived + row.uncovered

function cells(row: Row): string[] {
  const born = bornOf(row)
  // Never rounded up: 89.99 is not 90.
  const score = born === 0 ? '-' : (Math.floor(((row.killed + row.timedOut) * 1000) / born) / 10).toFixed(1)
  const { killed, timedOut, survived, uncovered, leftOut } = row
  return [row.name, ...[born, killed, timedOut, survived, uncovered, leftOut].map(String), score]
}
