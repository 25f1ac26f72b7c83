import { z } from 'zod'
import { policies } from './policy.ts'
import { appRouter } from './router.ts'
import type { ProcedureMeta } from './trpc.ts'

type Definition = { type: 'query' | 'mutation' | 'subscription'; inputs: unknown[]; meta?: ProcedureMeta }
type Fields = { properties?: Record<string, Field>; required?: string[] }
type Field = { type?: string; enum?: unknown[]; default?: unknown }

const words: Record<string, string> = {
  network: 'The network as a whole',
  operators: 'Operators and their leaderboard',
  nodes: 'Nodes: sessions, checks, work',
  staking: 'Stake of an address',
  rewards: 'Rewards of an operator',
  epochs: 'Epochs, their proofs and files',
  offers: 'Offers of capacity',
  leases: 'Leases of capacity',
  jobs: 'Jobs on a lease',
  keys: 'The key directory: generations, revocations, roots',
  directory: 'Bundles: the keys of names, and their proofs',
  pairing: 'Pairing a node with a wallet',
  activity: 'Events',
  faucet: 'Faucet of the local chain',
  store: 'Edge devices: batches, orders and devices',
  status: 'State of the indexer',
  session: 'Signing in with a wallet',
  apiKeys: 'API keys of an account',
  usage: 'What API keys were used for',
}

const introduction = `# API

tRPC at \`/api/trpc\`, plain JSON. Made from the router by \`npm run docs -w @network3/api\`; a test fails when it is not.

- Amounts are decimal strings in wei (10^18 per N3), addresses checksummed, times ISO 8601 in UTC.
- Lists give \`{items, nextCursor}\`; pass \`nextCursor\` as \`cursor\` for the next page, until it is null. \`limit\` is 1 to 100.
- \`asOf\` is the block an answer is true at.
- Errors carry \`data.code\`, which is stable: INPUT_INVALID, NOT_FOUND, CONFLICT, FORBIDDEN, RATE_LIMITED, UNAVAILABLE, RPC_UNREACHABLE, FAUCET_DISABLED, FAUCET_LIMIT, FAUCET_UNAVAILABLE; \`data.issues\` names the fields that do not fit.
- Reasons are \`{code, sentence, nextStep}\`; the codes are those of packages/core/src/reasons.ts.
- Bodies hold 100 KiB, batches ten calls. A network (IPv4 /24, IPv6 /48) has 3,000 calls a minute; RateLimit headers tell what is left.
- Mutations are taken as JSON, from our own origin, with the header \`x-n3-client\`.
`

/** docs/api.md: every procedure with what it does, who may call it and what it takes. */
export function describeApi(): string {
  // tRPC keeps procedures flat, by path; its type describes the nested callers instead.
  const procedures = Object.entries(
    appRouter._def.procedures as unknown as Record<string, { _def: Definition }>,
  )
  const sections = Object.entries(words).map(([router, title]) => {
    const rows = procedures
      .filter(([path]) => path.startsWith(`${router}.`))
      .map(([path, { _def }]) => rowOf(path, _def))
    return `\n## ${title}\n\n| procedure | kind | policy | does | takes |\n|---|---|---|---|---|\n${rows.join('')}`
  })
  return introduction + sections.join('')
}

function rowOf(path: string, { type, inputs, meta }: Definition): string {
  return `| \`${path}\` | ${type} | ${policies[path]} | ${meta?.summary} | ${inputs.map(fieldsOf).join('') || '–'} |\n`
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
