import { z } from 'zod'
import { type Policy, policies } from '../policy.ts'
import { appRouter } from '../router.ts'
import type { ProcedureMeta, RestPlace } from '../trpc.ts'
import type { JsonSchema } from './json-schema.ts'

export type Definition = {
  type: 'query' | 'mutation' | 'subscription'
  inputs: unknown[]
  output?: unknown
  meta?: ProcedureMeta
}

/** A procedure as REST has it. */
export type RestOperation = {
  /** Of the procedure: `offers.find`. */
  name: string
  type: Definition['type']
  summary: string
  policy: Policy
  place: RestPlace
  /** Names of the input's fields that are in the path, in order. */
  pathFields: string[]
  /** Of the input, an object; undefined when there is none. */
  input: JsonSchema | undefined
  output: JsonSchema
}

/** tRPC keeps procedures flat, by path; its type describes the nested callers instead. */
export function listProcedures(): [name: string, definition: Definition][] {
  const flat = appRouter._def.procedures as unknown as Record<string, { _def: Definition }>
  return Object.entries(flat).map(([name, { _def }]) => [name, _def])
}

let operations: RestOperation[] | undefined

/** Every procedure that says where it is in REST. Made once: neither router nor schemas change. */
export function listOperations(): readonly RestOperation[] {
  operations ??= listProcedures().flatMap(([name, { type, inputs, output, meta }]) => {
    if (meta?.rest === undefined) return []
    const { summary, rest: place } = meta
    return [
      {
        ...{ name, type, summary, place, policy: policies[name] ?? 'public' },
        pathFields: [...place.path.matchAll(/\{(\w+)\}/g)].map(([, field = '']) => field),
        input: inputSchemaOf(inputs[0]),
        // A stream's items are what its schema says; they come as server-sent events.
        output: schemaOf(output, 'output'),
      },
    ]
  })
  return operations
}

function inputSchemaOf(input: unknown): JsonSchema | undefined {
  if (input instanceof z.ZodVoid) return undefined
  return schemaOf(input, 'input')
}

/** As JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. */
function schemaOf(schema: unknown, io: 'input' | 'output'): JsonSchema {
  if (!(schema instanceof z.ZodType)) return {}
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // Answers may get more fields one day: a client must not refuse them.
      if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
      // The format says it, and no generator needs the calendar as a pattern.
      if (jsonSchema.format === 'date-time' || jsonSchema.format === 'date') delete jsonSchema.pattern
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return withoutRecursion(made as JsonSchema)
}

/** Only arbitrary JSON (z.json) refers to itself: `{}` says the same, and every generator can write that down. */
function withoutRecursion({ $defs: _, ...schema }: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema, (_key, value) => (typeof value?.$ref === 'string' ? {} : value)))
}
