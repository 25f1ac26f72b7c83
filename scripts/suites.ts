// The suites of `npm test`, in the order they run: cheap and telling first.
import {
  type Count,
  countChecks,
  countForge,
  countPlaywright,
  countTurbo,
  countVitest,
} from './count-results.ts'

export type Suite = {
  name: string
  /** Minutes on 2 cores; a suite that takes longer fails. */
  budgetMinutes: number
  command: string[]
  /** Reads how many passed and failed, and which, from the report file or, where there is none, from the output. */
  count: (report: string, output: string) => Count
}

const report = (name: string) => `.network3/test/${name}.json`
const vitest = (project: string) => [
  ...['vitest', 'run', '--project', project, '--reporter=default', '--reporter=json'],
  `--outputFile.json=${report(project)}`,
]

export const reportOf = (suite: Suite): string => report(suite.name)

export const suites: Suite[] = [
  { name: 'prepare', budgetMinutes: 3, command: ['node', 'scripts/prepare.ts'], count: countChecks },
  { name: 'check', budgetMinutes: 2, command: ['node', 'scripts/check.ts'], count: countChecks },
  {
    name: 'typecheck',
    budgetMinutes: 2,
    command: ['npm', 'run', '--silent', 'typecheck'],
    count: countTurbo,
  },
  { name: 'unit', budgetMinutes: 2, command: vitest('unit'), count: countVitest },
  {
    name: 'contracts',
    budgetMinutes: 3,
    command: ['npm', 'run', '--silent', 'test', '-w', '@network3/contracts'],
    count: countForge,
  },
  { name: 'integration', budgetMinutes: 6, command: vitest('integration'), count: countVitest },
  { name: 'build', budgetMinutes: 3, command: ['npm', 'run', '--silent', 'build'], count: countChecks },
  {
    name: 'e2e',
    budgetMinutes: 7,
    command: ['npm', 'run', '--silent', 'test', '-w', '@network3/e2e'],
    count: countPlaywright,
  },
]
