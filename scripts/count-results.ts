// Reads "how many passed, how many failed, and which" from what each runner reports.
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

export type Count = { passed: number; failed: number; failures: string[] }
const none: Count = { passed: 0, failed: 0, failures: [] }

type VitestFile = {
  name: string
  status: string
  message?: string
  assertionResults: { fullName: string; status: string; failureMessages?: string[] }[]
}
type PlaywrightSuite = {
  file: string
  suites?: PlaywrightSuite[]
  specs: { title: string; tests: PlaywrightTest[] }[]
}
type PlaywrightTest = { status: string; results?: { error?: { message?: string } }[] }

const LINES_OF_WHY = 12

/** What failed with the beginning of why, for whoever sees but the end of a log. */
const failure = (name: string, why: string | undefined): string => {
  const lines = stripVTControlCharacters(why ?? '').split('\n')
  const telling = lines.filter(
    (line) => line.trim() !== '' && !/^\s+at (new Promise|.*node_modules)/.test(line),
  )
  return [name, ...telling.slice(0, LINES_OF_WHY)].join('\n    ')
}

const first = (matches: Iterable<RegExpMatchArray>) => [...matches].map((match) => match[1] ?? match[0])

const readJson = (path: string): unknown =>
  existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined

/** vitest --reporter=json. A file that could not be collected counts as one failure. */
export function countVitest(report: string): Count {
  const json = readJson(report) as
    | { numPassedTests: number; success: boolean; testResults: VitestFile[] }
    | undefined
  if (json === undefined) return none
  const failures = json.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative('.', name)
    const tests = assertionResults.filter((test) => test.status === 'failed')
    if (tests.length > 0)
      return tests.map(({ fullName, failureMessages }) =>
        failure(`${file}: ${fullName}`, failureMessages?.[0]),
      )
    return status === 'failed' ? [failure(`${file}: as a whole`, message)] : []
  })
  if (failures.length === 0 && !json.success) failures.push('vitest itself')
  return { passed: json.numPassedTests, failed: failures.length, failures }
}

/** @playwright/test --reporter=json. A test that passed only on a retry counts as failed: it is not reliable. */
export function countPlaywright(report: string): Count {
  const json = readJson(report) as
    | { stats: { expected: number; unexpected: number; flaky: number }; suites: PlaywrightSuite[] }
    | undefined
  if (json === undefined) return none
  const { expected, unexpected, flaky } = json.stats
  return { passed: expected, failed: unexpected + flaky, failures: json.suites.flatMap(failedSpecs) }
}

function failedSpecs({ file, suites = [], specs }: PlaywrightSuite): string[] {
  const failed = specs.filter(({ tests }) => tests.some(({ status }) => /unexpected|flaky/.test(status)))
  const whyOf = (tests: PlaywrightTest[]) =>
    tests.flatMap(({ results = [] }) => results.flatMap(({ error }) => error?.message ?? []))[0]
  return [
    ...failed.map(({ title, tests }) => failure(`${file}: ${title}`, whyOf(tests))),
    ...suites.flatMap(failedSpecs),
  ]
}

/** forge test: the line "Ran n test suites in …: a tests passed, b failed, c skipped (d total tests)". */
export function countForge(_report: string, output: string): Count {
  const line = [...output.matchAll(/(\d+) tests? passed, (\d+) failed, \d+ skipped \(\d+ total/g)].at(-1)
  if (line === undefined) return none
  const failures = [...new Set(first(output.matchAll(/^\[FAIL[^\]]*\] (\w+)/gm)))]
  return { passed: Number(line[1]), failed: Number(line[2]), failures }
}

/** Our own checks print one line each, "ok   name" or "FAIL name". */
export function countChecks(_report: string, output: string): Count {
  const failures = first(output.matchAll(/^FAIL (\S.*)$/gm))
  return { passed: [...output.matchAll(/^ok {3}\S/gm)].length, failed: failures.length, failures }
}

/** turbo: the line "Tasks: a successful, b total". */
export function countTurbo(_report: string, output: string): Count {
  const line = [...output.matchAll(/Tasks:\s+(\d+) successful, (\d+) total/g)].at(-1)
  if (line === undefined) return none
  const failures = [...new Set(first(output.matchAll(/(@network3\/\S+)#\w+: command .* exited/g)))]
  return { passed: Number(line[1]), failed: Number(line[2]) - Number(line[1]), failures }
}
