export type FileCoverage = {
  file: string
  lines: { found: number; hit: number }
  branches: { found: number; hit: number }
  /** Line numbers never run, and `line:branch` never taken. */
  missedLines: number[]
  missedBranches: string[]
}

/** Reads an lcov tracefile (geninfo(1), "FILES"), a record per file, in the order of the file. */
export function parseLcov(text: string): FileCoverage[] {
  return text
    .split('end_of_record')
    .filter((record) => record.includes('SF:'))
    .map((record) => {
      const rows = record.trim().split('\n')
      const values = (key: string) =>
        rows.filter((row) => row.startsWith(`${key}:`)).map((row) => row.slice(key.length + 1).split(','))
      const lines = values('DA').map(([line, hits]) => ({ line: Number(line), isHit: Number(hits) > 0 }))
      const branches = values('BRDA').map(([line, , branch, taken]) => ({
        name: `${line}:${branch}`,
        isHit: taken !== '-' && Number(taken) > 0,
      }))
      return {
        file: values('SF')[0]?.[0] ?? '',
        lines: { found: lines.length, hit: lines.filter(({ isHit }) => isHit).length },
        branches: { found: branches.length, hit: branches.filter(({ isHit }) => isHit).length },
        missedLines: lines.filter(({ isHit }) => !isHit).map(({ line }) => line),
        missedBranches: branches.filter(({ isHit }) => !isHit).map(({ name }) => name),
      }
    })
}
