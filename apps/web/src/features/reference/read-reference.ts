import {
  describeOpenApi,
  type OpenApiDocument,
  type OpenApiOperation,
  type OpenApiParameter,
} from '@network3/api/describe-open-api'
import type { JsonSchema } from '@network3/api/json-schema'

export type Operation = {
  id: string
  /** Of the router: offers, leases, jobs… */
  area: string
  method: string
  path: string
  summary: string
  /** Who may. */
  description: string
  needsKey: boolean
  parameters: OpenApiParameter[]
  body: JsonSchema | undefined
  answer: JsonSchema
  isStream: boolean
  /** In tRPC; undefined where it is in REST alone. */
  procedure: string | undefined
}

export type Area = { name: string; title: string; operations: Operation[] }

/** The areas of the API with the operations that match all words of a search, those without one left out. */
export function readReference(search = ''): Area[] {
  const document = describeOpenApi()
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      readOperation(document, { path, method, operation }),
    ),
  )
  return document.tags
    .map(({ name, description }) => ({
      ...{ name, title: description },
      operations: operations.filter(
        (operation) => operation.area === name && matches(operation, description, words),
      ),
    }))
    .filter((area) => area.operations.length > 0)
}

/** One area whole; undefined when there is none of this name. */
export function readArea(name: string): Area | undefined {
  return readReference().find((area) => area.name === name)
}

function readOperation(
  document: OpenApiDocument,
  { path, method, operation }: { path: string; method: string; operation: OpenApiOperation },
): Operation {
  const [mediaType = '', { schema: answer }] = Object.entries(operation.responses['200'].content)[0] ?? [
    '',
    { schema: {} },
  ]
  return {
    ...{ id: operation.operationId, area: operation.tags[0] ?? '', method: method.toUpperCase(), path },
    ...{ summary: operation.summary, description: operation.description, answer },
    needsKey: !operation.security.some((way) => Object.keys(way).length === 0),
    parameters: operation.parameters.map((parameter) =>
      '$ref' in parameter ? document.components.parameters.IdempotencyKey : parameter,
    ),
    body: operation.requestBody?.content['application/json']?.schema,
    isStream: mediaType === 'text/event-stream',
    procedure: operation['x-procedure'],
  }
}

function matches(
  { summary, path, procedure, parameters, body }: Operation,
  title: string,
  words: string[],
): boolean {
  const fields = [...parameters.map(({ name }) => name), ...Object.keys(body?.properties ?? {})]
  const text = [summary, path, procedure ?? '', title, ...fields].join(' ').toLowerCase()
  return words.every((word) => text.includes(word))
}
