import { existsSync, readFileSync } from 'node:fs'

/** Rows of SECURITY.md's table of attacks: what is promised, a test file, and the words of tests in it. */
const ROW = /^\| .+ \| `([^`]+)` \| (.+) \|$/

/** Each test that SECURITY.md names for an attack is there. */
export function checkSecurityTests(): string[] {
  const rows = readFileSync('SECURITY.md', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, file, tests] = ROW.exec(line) ?? []
      return file === undefined || tests === undefined ? [] : [{ file, tests: tests.split('; ') }]
    })
  if (rows.length === 0) return ['SECURITY.md has no table of attacks and their tests']
  return rows.flatMap(({ file, tests }) => {
    if (!existsSync(file)) return [`SECURITY.md names ${file}, which is not there`]
    const source = readFileSync(file, 'utf8')
    return tests
      .filter((words) => !source.includes(words))
      .map((words) => `SECURITY.md names the test “${words}”, which ${file} has not`)
  })
}
