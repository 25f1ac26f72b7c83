import type { FileCoverage } from './parse-lcov.ts'

export const REQUIRED_PERCENT = { lines: 100, branches: 95 } as const

type Count = { found: number; hit: number }

const sum = (counts: readonly Count[]): Count => ({
  found: counts.reduce((total, { found }) => total + found, 0),
  hit: counts.reduce((total, { hit }) => total + hit, 0),
})
const isBelow = ({ found, hit }: Count, percent: number) => hit * 100 < found * percent

/** Rounded down, so that 100.0 % is said of nothing less. */
function percentOf({ found, hit }: Count): string {
  const tenths = found === 0 ? 1000 : Math.floor((hit * 1000) / found)
  return `${(tenths / 10).toFixed(1)} % (${hit}/${found})`
}

/** A row per contract and one for all, and which of them are below what is required, with where. */
export function judgeCoverage(files: readonly FileCoverage[]): { table: string[]; problems: string[] } {
  const total: FileCoverage = {
    file: 'all',
    lines: sum(files.map(({ lines }) => lines)),
    branches: sum(files.map(({ branches }) => branches)),
    missedLines: [],
    missedBranches: [],
  }
  const rows = [...files, total]
  const table = rows.map(
    ({ file, lines, branches }) =>
      `${file.padEnd(34)} lines ${percentOf(lines).padEnd(18)} branches ${percentOf(branches)}`,
  )
  const problems = rows.flatMap((row) => [
    ...(isBelow(row.lines, REQUIRED_PERCENT.lines)
      ? [`${row.file}: lines never run: ${row.missedLines.join(', ') || 'see above'}`]
      : []),
    ...(isBelow(row.branches, REQUIRED_PERCENT.branches)
      ? [`${row.file}: branches (line:branch) never taken: ${row.missedBranches.join(', ') || 'see above'}`]
      : []),
  ])
  return { table, problems }
}
