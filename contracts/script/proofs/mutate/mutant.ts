/** One small change of a source: `source.slice(start, end)` becomes `replacement`. */
export type Mutant = {
  /** File below the project folder, such as src/Staking.sol. */
  file: string
  operator: string
  start: number
  end: number
  replacement: string
  /** Deployed through an artifact, a constructor's refusals go unseen: its mutants are compiled with the tests. */
  isInConstructor: boolean
}

export const applyMutant = (source: string, { start, end, replacement }: Mutant): string =>
  source.slice(0, start) + replacement + source.slice(end)

/** The line that changes, before and after, as a diff shows it. */
export function diffMutant(source: string, mutant: Mutant): string {
  const lineOf = (position: number) => source.slice(0, position).split('\n').length
  const [first, last] = [lineOf(mutant.start), lineOf(mutant.end)]
  const changed = applyMutant(source, mutant).split('\n')
  const before = source.split('\n').slice(first - 1, last)
  const after = changed.slice(first - 1, last + changed.length - source.split('\n').length)
  const show = (sign: string, lines: string[]) =>
    lines.filter((line) => line.trim() !== '').map((line) => `    ${sign} ${line.trim()}`)
  return [`${mutant.file}:${first} (${mutant.operator})`, ...show('-', before), ...show('+', after)].join(
    '\n',
  )
}
