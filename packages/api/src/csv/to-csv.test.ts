import { expect, test } from 'vitest'
import { type CsvColumn, toCsv } from './to-csv.ts'

type Row = { name: string; amount: string | number | null }
const columns: CsvColumn<Row>[] = [
  { header: 'name', value: ({ name }) => name },
  { header: 'amount', value: ({ amount }) => amount },
]
const cellOf = (name: string) =>
  toCsv(columns, [{ name, amount: null }])
    .split('\r\n')[1]
    ?.slice(0, -1)

test('a cell that a spreadsheet would run is defused', () => {
  for (const attack of [
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    '=HYPERLINK("http://evil.example")',
    '\t=1',
    '\r=1',
  ]) {
    expect(cellOf(attack)).toMatch(/^"?'/)
  }
})

test('numbers stay numbers, negative ones too', () => {
  expect(cellOf('-12')).toBe('-12')
  expect(cellOf('1000000000000000000000')).toBe('1000000000000000000000')
  expect(toCsv(columns, [{ name: 'a', amount: -3 }])).toBe('name,amount\r\na,-3\r\n')
})

test('what only begins like a number is defused', () => {
  expect(cellOf('-1;cmd')).toBe("'-1;cmd")
})

test('commas, quotes and line breaks are quoted', () => {
  expect(cellOf('a,b')).toBe('"a,b"')
  expect(cellOf('a"b')).toBe('"a""b"')
  expect(toCsv(columns, [{ name: 'a\nb', amount: 1 }])).toBe('name,amount\r\n"a\nb",1\r\n')
})

test('nothing is an empty cell', () => {
  expect(toCsv(columns, [{ name: '', amount: null }])).toBe('name,amount\r\n,\r\n')
})
