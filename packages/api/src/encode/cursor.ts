import { AppError } from '@network3/core/app-error'
import { z } from 'zod'

/** A part of a sort key. Amounts and block numbers are strings here, for JSON has no integers of their size. */
type CursorPart = string | number

/** The place after a row in one list. Opaque to clients; `list` keeps it from being used on another one. */
export function encodeCursor(list: string, parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify([list, ...parts])).toString('base64url')
}

/** Reads what encodeCursor made for this list. Throws INPUT_INVALID for anything else. */
export function decodeCursor<Parts extends z.ZodType>(
  list: string,
  parts: Parts,
  cursor: string,
): z.output<Parts> {
  const schema = z.tuple([z.literal(list)]).rest(z.unknown())
  try {
    const [, ...rest] = schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return parts.parse(rest)
  } catch (cause) {
    throw new AppError('INPUT_INVALID', 'This cursor is not of this list. Begin again without one.', {
      cause,
    })
  }
}

/** Parts of cursors, as decodeCursor reads them. */
export const cursorAmount = z
  .string()
  .regex(/^\d{1,78}$/)
  .transform((value) => BigInt(value))
export const cursorNumber = z.int().nonnegative()
export const cursorAddress = z
  .string()
  .regex(/^0x[0-9a-f]{40}$/)
  .transform((value): `0x${string}` => `0x${value.slice(2)}`)
