import type { JsonSchema } from '@network3/api/json-schema'
import type { Operation } from './read-reference.ts'

/** The call with all it must have, ready for a shell: what is yours to fill in is a variable. */
export function writeCurl({ method, path, parameters, body, needsKey, isStream }: Operation): string {
  const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required)
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => variable(name))
  const isPost = method === 'POST'
  const isPut = method === 'PUT'
  return [
    `curl ${[isStream && '-N', (method === 'DELETE' || isPut) && `-X ${method}`, required.length > 0 && '-G'].filter(Boolean).join(' ')}`.trim() +
      ` "$N3_URL/api/v1${filled}"`,
    ...required.map(({ name, schema }) => `  -d ${name}=${exampleText(name, schema)}`),
    needsKey && '  -H "Authorization: Bearer $N3_API_KEY"',
    path.startsWith('/blobs/') && '  -H "Authorization: Bearer $LEASE_TOKEN"',
    isPut && '  --data-binary @sealed',
    isPost && "  -H 'Content-Type: application/json'",
    isPost && '  -H "Idempotency-Key: $(uuidgen)"',
    isPost && `  -d '${JSON.stringify(exampleOf(body ?? {}))}'`,
  ]
    .filter((line) => typeof line === 'string')
    .join(' \\\n')
}

function variable(name: string): string {
  return `$${name.replaceAll(/([A-Z])/g, '_$1').toUpperCase()}`
}

function exampleText(name: string, schema: JsonSchema): string {
  return schema.enum === undefined ? variable(name) : String(schema.enum[0])
}

/** The least a body must have. */
function exampleOf(schema: JsonSchema): unknown {
  if (schema.enum !== undefined) return schema.enum[0]
  if (schema.anyOf !== undefined) return exampleOf(schema.anyOf[0] ?? {})
  const [type] = [schema.type].flat()
  if (type === 'object') {
    const required = schema.required ?? []
    return Object.fromEntries(required.map((name) => [name, exampleOf(schema.properties?.[name] ?? {})]))
  }
  if (type === 'array') return [exampleOf(schema.items ?? {})]
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1
  if (type === 'boolean') return true
  return '…'
}
