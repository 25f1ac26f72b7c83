import { styleText } from 'node:util'
import { formatWei } from '@network3/core/units'

/** Rows under their headings, in columns; numbers to the right. Bold headings on a terminal, unless NO_COLOR. */
export function tableOf(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const isNumber = headings.map(
    (_, column) =>
      rows.length > 0 && rows.every((row) => /^[\d.,<]+( [A-Za-z0-9/]+)?$/.test(row[column] ?? '')),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        isNumber[column] === true ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return [styleText('bold', line(headings)), ...rows.map(line)].join('\n')
}

/** Prints what a command is for: JSON for programs, text for people. */
export function print({ isJson }: { isJson: boolean }, value: unknown, text: () => string): void {
  process.stdout.write(`${isJson ? JSON.stringify(value) : text()}\n`)
}

/** “1,234.5 N3”, exact. */
export function n3Of(wei: string | bigint): string {
  return `${formatWei(BigInt(wei), { group: true })} N3`
}

/** “3 min”, “2 h 5 min”, of a time ahead; “over” of one past. */
export function untilText(iso: string, nowMs: number): string {
  const seconds = Math.round((Date.parse(iso) - nowMs) / 1000)
  if (seconds <= 0) return 'over'
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 120) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d`
}

export const shortOf = (id: string) => (id.length > 14 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id)
