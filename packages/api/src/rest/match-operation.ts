import { listOperations, type RestOperation } from './list-operations.ts'

export type Match =
  | { operation: RestOperation; fields: Record<string, string> }
  /** The path is there, the method is not. */
  | { allow: string[] }

/** The operation at a path below /api/v1, with the fields it names; undefined when nothing is there. */
export function matchOperation(method: string, path: string): Match | undefined {
  const segments = path.split('/').slice(1)
  const found = listOperations()
    .map((operation) => ({ operation, fields: fieldsOf(operation, segments) }))
    .filter(
      (match): match is { operation: RestOperation; fields: Record<string, string> } =>
        match.fields !== undefined,
    )
  if (found.length === 0) return undefined
  const [best] = found
    .filter(({ operation }) => operation.place.method === method)
    // A word beats a field: /offers/facets is no offer.
    .sort((left, right) => left.operation.pathFields.length - right.operation.pathFields.length)
  return best ?? { allow: [...new Set(found.map(({ operation }) => operation.place.method))] }
}

function fieldsOf({ place }: RestOperation, segments: string[]): Record<string, string> | undefined {
  const parts = place.path.split('/').slice(1)
  if (parts.length !== segments.length) return undefined
  const fields: Record<string, string> = {}
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? ''
    const [, field] = /^\{(\w+)\}$/.exec(part) ?? []
    if (field === undefined) {
      if (part !== segment) return undefined
    } else {
      const value = decode(segment)
      if (value === undefined || value === '') return undefined
      fields[field] = value
    }
  }
  return fields
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
