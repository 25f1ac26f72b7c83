import { accessReasons } from '@network3/core/access-reasons'
import { describeBlobs } from './describe-blobs.ts'
import type { JsonSchema } from './json-schema.ts'
import { listOperations, type RestOperation } from './list-operations.ts'
import { routerWords } from './router-words.ts'

export type OpenApiParameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  schema: JsonSchema
  description?: string
}

export type OpenApiOperation = {
  operationId: string
  summary: string
  description: string
  tags: string[]
  security: Record<string, string[]>[]
  parameters: (OpenApiParameter | { $ref: string })[]
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> }
  responses: {
    200: { description: string; headers: object; content: Record<string, { schema: JsonSchema }> }
    default: { $ref: string }
  }
  /** The tRPC procedure behind it, where there is one. */
  'x-procedure'?: string
}

export type OpenApiDocument = {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } }
  servers: { url: string; description: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, OpenApiOperation>>
  components: typeof components & { schemas: Record<string, JsonSchema> }
}

let made: OpenApiDocument | undefined

/** REST as OpenAPI 3.1, from the schemas that check every call. Made once. */
export function describeOpenApi(): OpenApiDocument {
  made ??= describe()
  return made
}

function describe(): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {}
  const operations = listOperations()
  for (const operation of operations) {
    const { path, method } = operation.place
    const at = paths[path] ?? {}
    at[method.toLowerCase()] = operationOf(operation)
    paths[path] = at
  }
  Object.assign(paths, describeBlobs(headers))
  const tags = [...new Set(operations.map(tagOf)), 'blobs']
  return {
    openapi: '3.1.0',
    info: {
      title: 'Network3',
      version: '1.0.0',
      description: introduction,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1', description: 'This network' }],
    tags: tags.map((name) => ({
      name,
      description: routerWords[name] ?? 'Sealed bytes of jobs and their results',
    })),
    paths,
    components: { schemas: { Problem: problemSchema }, ...components },
  }
}

function operationOf(operation: RestOperation): OpenApiOperation {
  const { name, type, summary, place, policy, pathFields, input } = operation
  const isPost = place.method === 'POST'
  const own = input ?? {}
  const inPath = pathFields.map(
    (field): OpenApiParameter => ({
      ...{ name: field, in: 'path', required: true, schema: own.properties?.[field] ?? { type: 'string' } },
    }),
  )
  const others = Object.entries(own.properties ?? {}).filter(([field]) => !pathFields.includes(field))
  const inQuery = others.map(
    ([field, schema]): OpenApiParameter => ({
      ...{ name: field, in: 'query', required: own.required?.includes(field) ?? false, schema },
    }),
  )
  const parameters = [
    ...inPath,
    ...(isPost ? [] : inQuery),
    ...(type === 'mutation' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ]
  const required = (own.required ?? []).filter((field) => !pathFields.includes(field))
  const body: JsonSchema = { type: 'object', properties: Object.fromEntries(others) }
  if (required.length > 0) body.required = required
  return {
    operationId: name.replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase()),
    ...{ summary, description: whoOf(policy), tags: [tagOf(operation)], parameters },
    security: policy.startsWith('key:') ? [{ key: [] }] : [{}, { key: [] }],
    ...(isPost
      ? { requestBody: { required: required.length > 0, content: { 'application/json': { schema: body } } } }
      : {}),
    responses: {
      200: {
        description: type === 'subscription' ? 'Server-sent events' : 'The answer',
        headers,
        content: {
          [type === 'subscription' ? 'text/event-stream' : 'application/json']: {
            schema: operation.output,
          },
        },
      },
      default: { $ref: '#/components/responses/Problem' },
    },
    'x-procedure': name,
  }
}

function tagOf({ name }: RestOperation): string {
  return name.split('.')[0] ?? name
}

function whoOf(policy: string): string {
  if (policy.startsWith('key:')) return `Needs an API key with the scope ${policy.slice(4)}.`
  return policy === 'public'
    ? 'Open to anybody.'
    : 'Open to anybody; what it changes is authorised by signatures.'
}

const introduction = [
  'Amounts are decimal strings in wei (10^18 per N3), addresses checksummed, times ISO 8601 in UTC.',
  'Lists give `items` and `nextCursor`: pass it as `cursor` for the next page, until it is null.',
  'Errors are problems (RFC 9457) with a stable `code`. A POST with an Idempotency-Key may be sent again.',
].join(' ')

const count = { schema: { type: 'integer' } }
const headers = {
  'RateLimit-Limit': { ...count, description: 'Calls a minute' },
  'RateLimit-Remaining': { ...count, description: 'Calls left now' },
  'RateLimit-Reset': { ...count, description: 'Seconds until all are back' },
  'X-Request-Id': { schema: { type: 'string' }, description: 'Names this request in our logs' },
}

const problemSchema: JsonSchema = {
  type: 'object',
  properties: {
    type: { type: 'string', description: 'Where this kind of problem is explained' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is the case, in a sentence' },
    code: { type: 'string', description: 'Stable: programs may tell problems by it' },
    issues: {
      type: 'array',
      description: 'The fields that do not fit',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, message: { type: 'string' } },
        required: ['path', 'message'],
      },
    },
    retryable: { type: 'boolean', description: 'Whether the same request may go well later' },
    help: { anyOf: [{ type: 'string' }, { type: 'null' }], description: 'What to do about it' },
    details: {
      anyOf: [{ type: 'object', additionalProperties: true }, { type: 'null' }],
      description: 'Figures, such as need and have',
    },
    requestId: { type: 'string' },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'issues', 'retryable', 'requestId'],
}

const idempotencyKey: OpenApiParameter = {
  ...{ name: 'Idempotency-Key', in: 'header', required: false },
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{16,128}$' },
  description: `A random UUID: for a day the same request with it is done once. ${accessReasons.IDEMPOTENCY_KEY_REUSED.nextStep}`,
}

const components = {
  parameters: { IdempotencyKey: idempotencyKey },
  responses: {
    Problem: {
      description: 'A problem',
      headers,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
  securitySchemes: {
    key: { type: 'http', scheme: 'bearer', description: 'An API key: n3_live_…' },
    lease: {
      type: 'http',
      scheme: 'bearer',
      description: 'A token that the session key of a lease signed: n3 serve and the SDK make it',
    },
  },
}
