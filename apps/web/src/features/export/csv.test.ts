import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test('cells with commas, quotes and line breaks come back whole', () => {
  expect(csvLine(['a,b', 'say "x"', 'two\nlines', 3, null])).toBe('"a,b","say ""x""","two\nlines",3,\r\n')
})

test('text that a spreadsheet would run as a formula is defused, and a negative number is not', () => {
  expect(csvLine(['=1+1', '-2.5', '-x', '@y'])).toBe("'=1+1,-2.5,'-x,'@y\r\n")
})
