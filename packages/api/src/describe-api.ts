import { z } from 'zod'
import { policies } from './policy.ts'
import { type Definition, listProcedures } from './rest/list-operations.ts'
import { routerWords } from './rest/router-words.ts'

type Fields = { properties?: Record<string, Field>; required?: string[] }
type Field = { type?: string; enum?: unknown[]; default?: unknown }

const introduction = `# API

Two doors to the same procedures: tRPC at \`/api/trpc\`, plain JSON, and REST below \`/api/v1\` ([OpenAPI 3.1](/api/v1/openapi.json) there, readable at /developers/reference). Made from the router by \`npm run docs -w @network3/api\`; a test fails when it is not.

- Amounts are decimal strings in wei (10^18 per N3), addresses checksummed, times ISO 8601 in UTC.
- Lists give \`{items, nextCursor}\`; pass \`nextCursor\` as \`cursor\` for the next page, until it is null. \`limit\` is 1 to 100.
- \`asOf\` is the block an answer is true at.
- Errors carry \`code\`, which is stable, \`nextStep\` (REST: \`help\`), which says what to do, \`issues\`, which name the fields that do not fit, and \`details\` such as need and have. In REST they are problems (RFC 9457), in tRPC these are in \`data\`.
- Reasons are \`{code, sentence, nextStep}\`; the codes are those of packages/core/src/reasons.ts.
- Nobody needs an API key: what is read is public, and what is changed is authorised by signatures. A key (\`Authorization: Bearer n3_live_…\`, never in the address) adds usage, a spend cap per day, webhooks and larger allowances. Policy \`key:<scope>\` needs one with that scope, or its account signed in; \`session\` needs somebody signed in with a wallet.
- Bodies hold 100 KiB, batches ten calls. A network (IPv4 /24, IPv6 /48) has 3,000 calls a minute, an account 6,000, a key 12,000; RateLimit headers tell what is left.
- A mutation with the header Idempotency-Key (a random UUID) may be sent again for a day: it is done once and answered the same.
- Over tRPC mutations are taken as JSON, from our own origin, with the header \`x-n3-client\`; with a key from anywhere.
- Every answer has x-request-id: the caller's own where it sent one.
`

/** docs/api.md: every procedure with what it does, who may call it and what it takes. */
export function describeApi(): string {
  const procedures = listProcedures()
  const sections = Object.entries(routerWords).map(([router, title]) => {
    const rows = procedures
      .filter(([path]) => path.startsWith(`${router}.`))
      .map(([path, definition]) => rowOf(path, definition))
    return `\n## ${title}\n\n| procedure | kind | policy | REST | does | takes |\n|---|---|---|---|---|---|\n${rows.join('')}`
  })
  return introduction + sections.join('')
}

function rowOf(path: string, { type, inputs, meta }: Definition): string {
  const rest = meta?.rest === undefined ? '–' : `\`${meta.rest.method} ${meta.rest.path}\``
  return `| \`${path}\` | ${type} | ${policies[path]} | ${rest} | ${meta?.summary} | ${inputs.map(fieldsOf).join('') || '–'} |\n`
}

function fieldsOf(input: unknown): string {
  if (!(input instanceof z.ZodObject)) return ''
  const { properties = {}, required = [] } = z.toJSONSchema(input, {
    io: 'input',
    unrepresentable: 'any',
  }) as Fields
  return Object.entries(properties)
    .map(([name, field]) => `\`${name}${required.includes(name) ? '' : '?'}\`${valuesOf(field)}`)
    .join(', ')
}

function valuesOf(field: Field): string {
  const values = field.enum === undefined ? '' : ` (${field.enum.join(' \\| ')})`
  return field.default === undefined ? values : `${values} = ${String(field.default)}`
}
