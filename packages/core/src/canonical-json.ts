import { AppError } from './app-error.ts'

type JsonRecord = { readonly [key: string]: JsonValue | undefined }
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonRecord

/**
 * One text per value: keys sorted by code unit, undefined ones left out, no spaces, integers only (as RFC 8785 writes them).
 * Throws INPUT_INVALID for a number that is not a safe integer: those belong in strings.
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new AppError('INPUT_INVALID', `${value} is not a safe integer.`)
    return String(value)
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const entries = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const member = value[key]
      return member === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(member)}`]
    })
  return `{${entries.join(',')}}`
}

function isList(value: readonly JsonValue[] | JsonRecord): value is readonly JsonValue[] {
  return Array.isArray(value)
}
