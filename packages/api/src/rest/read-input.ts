import { AppError } from '@network3/core/app-error'
import type { JsonSchema } from './json-schema.ts'
import type { RestOperation } from './list-operations.ts'

type Given = { fields: Record<string, string>; query: URLSearchParams; body: Uint8Array }

/**
 * The input of a procedure from the parts of a request: fields of the path, then of the query (GET and DELETE) or the
 * JSON body (POST). Text becomes numbers, booleans and lists where the schema has them; whether it fits is judged by
 * the procedure. Throws INPUT_INVALID for what has no place in the input.
 */
export function readInput({ input, place }: RestOperation, { fields, query, body }: Given): unknown {
  const properties = input?.properties ?? {}
  const inPath = Object.entries(fields).map(([name, value]) => [name, coerce([value], properties[name])])
  if (place.method === 'POST') return { ...readBody(body), ...Object.fromEntries(inPath) }
  const names = [...new Set(query.keys())]
  const unknown = names.find((name) => !Object.hasOwn(properties, name) || Object.hasOwn(fields, name))
  if (unknown !== undefined) {
    const known = Object.keys(properties).filter((name) => !Object.hasOwn(fields, name))
    const takes = known.length === 0 ? 'it takes none' : `it takes ${known.join(', ')}`
    throw new AppError('INPUT_INVALID', `There is no parameter ${JSON.stringify(unknown)} here: ${takes}.`)
  }
  if (input === undefined) return undefined
  const inQuery = names.map((name) => [name, coerce(query.getAll(name), properties[name])])
  return Object.fromEntries([...inQuery, ...inPath])
}

function readBody(body: Uint8Array): object {
  if (body.byteLength === 0) return {}
  let read: unknown
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (cause) {
    throw new AppError('INPUT_INVALID', 'The body is not JSON.', { cause })
  }
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read
  throw new AppError('INPUT_INVALID', 'The body has to be a JSON object.')
}

/** Text that does not fit the type stays text, so that the procedure says what is wrong with it. */
function coerce(values: string[], schema: JsonSchema | undefined): unknown {
  const [first = ''] = values
  const types = typesOf(schema)
  if (types.has('array')) return values.map((value) => coerce([value], schema?.items))
  if (values.length > 1) return values
  if ((types.has('integer') || types.has('number')) && /^-?\d+(\.\d+)?$/.test(first)) return Number(first)
  if (types.has('boolean') && (first === 'true' || first === 'false')) return first === 'true'
  return first
}

function typesOf(schema: JsonSchema | undefined): Set<string> {
  const own = schema?.type === undefined ? [] : [schema.type].flat()
  return new Set([...own, ...(schema?.anyOf ?? []).flatMap((part) => [...typesOf(part)])])
}
