import { expect, test } from 'vitest'
import { judgeCoverage } from './judge-coverage.ts'
import { parseLcov } from './parse-lcov.ts'

const lcov = (hits: number, taken: string) => `TN:
SF:src/Shop.sol
FN:3,Shop.buy
DA:4,9
DA:5,${hits}
BRDA:4,0,0,1
BRDA:4,0,1,${taken}
BRF:2
end_of_record
`

test('everything run and taken passes', () => {
  const { table, problems } = judgeCoverage(parseLcov(lcov(1, '3')))
  expect(problems).toEqual([])
  expect(table[0]).toMatch(/^src\/Shop.sol +lines 100.0 % \(2\/2\) +branches 100.0 % \(2\/2\)$/)
})

test('a line never run and a branch never taken are named', () => {
  expect(judgeCoverage(parseLcov(lcov(0, '-'))).problems).toEqual([
    'src/Shop.sol: lines never run: 5',
    'src/Shop.sol: branches (line:branch) never taken: 4:1',
    'all: lines never run: see above',
    'all: branches (line:branch) never taken: see above',
  ])
})
