import { expect, test } from 'vitest'
import { ignoreProse } from './copied/ignore-prose.ts'
import { type MutationReport, rowsOf, summariseMutation } from './summarise-mutation.ts'

const source = 'const a = 1\nconst b = a < 2\n'
const place = { start: { line: 2, column: 11 }, end: { line: 2, column: 16 } }
const mutant = (status: string, statusReason?: string) => ({
  mutatorName: 'EqualityOperator',
  replacement: 'a <= 2',
  location: place,
  status,
  ...(statusReason === undefined ? {} : { statusReason }),
})
const report = (...statuses: string[]): MutationReport => ({
  files: { 'src/a.ts': { source, mutants: statuses.map((status) => mutant(status)) } },
})

test('survivors are named with their place, and what no test reaches survived', () => {
  const [row] = rowsOf(report('Killed', 'Survived', 'NoCoverage'))
  expect(row).toMatchObject({ name: 'a.ts', killed: 1, survived: 1, uncovered: 1 })
  expect(row?.toJudge[0]).toBe('src/a.ts:2:11 EqualityOperator: a < 2 → a <= 2 (survived)')
  expect(row?.toJudge).toHaveLength(2)
})

test('a mutant that loops and one that waits forever are both out of time', () => {
  const mutants = [
    mutant('Timeout'),
    mutant('Killed', 'Test timed out in 20000ms.'),
    mutant('Killed', 'expected 1'),
  ]
  expect(rowsOf({ files: { 'src/a.ts': { source, mutants } } })[0]).toMatchObject({ killed: 1, timedOut: 2 })
})

test('what was not tried is counted apart, but for sentences', () => {
  const mutants = [mutant('Ignored', 'Static mutant'), mutant('Ignored', 'a sentence for people')]
  expect(rowsOf({ files: { 'src/a.ts': { source, mutants } } })[0]).toMatchObject({ leftOut: 1, killed: 0 })
})

test('mutants that loop count as noticed and are shown apart; the score is of all files and not rounded up', () => {
  const row = (killed: number, timedOut: number, survived: number) => ({
    ...{ name: 'a.ts', killed, timedOut, survived, uncovered: 0, leftOut: 0, toJudge: [] },
  })
  const { text, isEnough } = summariseMutation([row(8990, 9, 1001), row(0, 0, 0)])
  expect(text.split('\n').at(-1)).toMatch(/^total +10000 +8990 +9 +1001 +0 +0 +89\.9$/)
  expect(isEnough).toBe(false)
  expect(summariseMutation([row(8, 1, 1)]).isEnough).toBe(true)
  expect(summariseMutation([]).isEnough).toBe(false)
})

test('wording is left alone where it is said, and labels and reasons are not', () => {
  const judge = (callee: string, key: number, type = 'StringLiteral') =>
    ignoreProse({ node: { type }, parent: { callee: { name: callee } }, listKey: 'arguments', key })
  expect(judge('ClscError', 1)).toBeDefined()
  expect(judge('ClscError', 0)).toBeUndefined()
  expect(judge('ClscError', 1, 'ObjectExpression')).toBeUndefined()
  expect(judge('decodePoint', 2, 'TemplateLiteral')).toBeDefined()
  expect(judge('label', 0)).toBeUndefined()
})
