import type { JsonSchema } from '@network3/api/json-schema'

/** What a field holds, in words: `list of text`, `compute | bandwidth`, `whole number or null`. */
export function describeType(schema: JsonSchema): string {
  if (schema.enum !== undefined) return schema.enum.map(String).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  const forms = (schema.anyOf ?? []).filter(({ properties }) => properties !== undefined)
  if (forms.length > 1) return `object in one of ${forms.length} forms`
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(describeType))].join(' or ')
  if (schema.type === undefined) return 'any JSON'
  return [schema.type]
    .flat()
    .map((type) => (type === 'array' ? `list of ${describeType(schema.items ?? {})}` : (names[type] ?? type)))
    .join(' or ')
}

const names: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  null: 'null',
  object: 'object',
}

/** Formats that say more than their pattern. */
const patterns: Record<string, string> = {
  '^0x[0-9a-fA-F]{40}$': 'an address',
  '^0x[0-9a-f]{64}$': '32 bytes as hex',
  '^0x[0-9a-fA-F]{64}$': '32 bytes as hex',
  '^0x[0-9a-f]{130}$': '65 bytes as hex',
  '^\\d+$': 'decimal digits',
  '^\\d{1,78}$': 'decimal digits',
  '^[1-9]\\d{0,19}$': 'decimal digits, from 1',
  '^[1-9]\\d{0,77}$': 'decimal digits, from 1',
}

/** What it may be, as short as it can be said; undefined when anything of its type will do. */
export function describeRules(schema: JsonSchema): string | undefined {
  const { minimum, maximum, minLength, maxLength, maxItems, format, pattern } = schema
  const rules = [
    schema.default !== undefined && schema.default !== '' && `default ${JSON.stringify(schema.default)}`,
    range(minimum ?? (schema.exclusiveMinimum === 0 ? '> 0' : undefined), maximum),
    range(minLength, maxLength, 'characters'),
    maxItems !== undefined && `at most ${maxItems}`,
    format === 'date-time' && 'ISO 8601, UTC',
    format === 'date' && 'YYYY-MM-DD',
    pattern !== undefined && (patterns[pattern] ?? pattern),
  ].filter((rule) => typeof rule === 'string')
  return rules.length === 0 ? undefined : rules.join(', ')
}

function range(from: number | string | undefined, to: number | undefined, unit = ''): string | undefined {
  const end = unit === '' ? '' : ` ${unit}`
  if (from !== undefined && to !== undefined) return `${from} to ${to}${end}`
  if (from !== undefined) return typeof from === 'string' ? from : `at least ${from}${end}`
  return to === undefined ? undefined : `at most ${to}${end}`
}

export type Field = { name: string; schema: JsonSchema; isRequired: boolean; fields: Field[] }

/** The fields of an object, or of the objects in a list, or of those a field may be. */
export function fieldsOf(schema: JsonSchema): Field[] {
  const parts = [schema, ...(schema.anyOf ?? []), ...(schema.items === undefined ? [] : [schema.items])]
  if (schema.properties === undefined) {
    const forms = parts.slice(1).map(fieldsOf)
    const isEither = forms.filter((fields) => fields.length > 0).length > 1
    // A field of one form is not needed in another.
    const inner = forms.flat().map((field) => (isEither ? { ...field, isRequired: false } : field))
    return [...new Map(inner.map((field) => [field.name, field])).values()]
  }
  return Object.entries(schema.properties).map(([name, field]) => ({
    ...{ name, schema: field, isRequired: schema.required?.includes(name) ?? false },
    fields: fieldsOf(field),
  }))
}
