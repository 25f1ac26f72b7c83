import type { JsonSchema } from './json-schema.ts'

/**
 * A schema without definitions of its own: they go to `schemas` (components of the document) under the operation's name,
 * for in OpenAPI a reference counts from the document's root.
 */
export function hoistDefinitions(
  name: string,
  { $defs = {}, ...schema }: JsonSchema,
  schemas: Record<string, JsonSchema>,
): JsonSchema {
  const nameOf = (key: string) => `${name.replaceAll('.', '_')}_${key.replaceAll(/\W/g, '')}`
  const refer = <T>(part: T): T =>
    JSON.parse(
      JSON.stringify(part, (key, value) =>
        key === '$ref' && typeof value === 'string' && value.startsWith('#/$defs/')
          ? `#/components/schemas/${nameOf(value.slice('#/$defs/'.length))}`
          : value,
      ),
    )
  for (const [key, definition] of Object.entries($defs)) schemas[nameOf(key)] = refer(definition)
  return refer(schema)
}
