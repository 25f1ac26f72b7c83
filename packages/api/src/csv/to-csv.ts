export type CsvColumn<Row> = { header: string; value: (row: Row) => string | number | null }

/**
 * RFC 4180 text with a header line. Cells that a spreadsheet would run as a formula (they begin with = + - @, a tab
 * or a return) get a leading apostrophe; numbers of our own are left as they are.
 */
export function toCsv<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ header }) => cellOf(header)),
    ...rows.map((row) => columns.map(({ value }) => cellOf(value(row)))),
  ]
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('')
}

function cellOf(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  // A plain number cannot be a formula, and an apostrophe would make a negative amount a word.
  const isNumber = /^-?\d+(\.\d+)?$/.test(value)
  const safe = !isNumber && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
