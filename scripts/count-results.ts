// Reads "how many passed, how many failed" from what each runner reports.
import { existsSync, readFileSync } from 'node:fs'

type Count = { passed: number; failed: number }
const none: Count = { passed: 0, failed: 0 }

const readJson = (path: string): unknown =>
  existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined

/** vitest --reporter=json. A file that could not be collected counts as one failure. */
export function countVitest(report: string): Count {
  const json = readJson(report) as
    | { numPassedTests: number; numFailedTests: number; numFailedTestSuites: number; success: boolean }
    | undefined
  if (json === undefined) return none
  const failed = json.numFailedTests
  return {
    passed: json.numPassedTests,
    failed: failed === 0 && !json.success ? json.numFailedTestSuites : failed,
  }
}

/** @playwright/test --reporter=json. A test that passed only on a retry counts as failed: it is not reliable. */
export function countPlaywright(report: string): Count {
  const json = readJson(report) as
    | { stats: { expected: number; unexpected: number; flaky: number } }
    | undefined
  if (json === undefined) return none
  return { passed: json.stats.expected, failed: json.stats.unexpected + json.stats.flaky }
}

/** forge test: the line "Ran n test suites in …: a tests passed, b failed, c skipped (d total tests)". */
export function countForge(_report: string, output: string): Count {
  const line = [...output.matchAll(/(\d+) tests? passed, (\d+) failed, \d+ skipped \(\d+ total/g)].at(-1)
  return line === undefined ? none : { passed: Number(line[1]), failed: Number(line[2]) }
}

/** Our own checks print one line each, "ok   name" or "FAIL name". */
export function countChecks(_report: string, output: string): Count {
  return {
    passed: [...output.matchAll(/^ok {3}\S/gm)].length,
    failed: [...output.matchAll(/^FAIL \S/gm)].length,
  }
}

/** turbo: the line "Tasks: a successful, b total". */
export function countTurbo(_report: string, output: string): Count {
  const line = [...output.matchAll(/Tasks:\s+(\d+) successful, (\d+) total/g)].at(-1)
  return line === undefined ? none : { passed: Number(line[1]), failed: Number(line[2]) - Number(line[1]) }
}
