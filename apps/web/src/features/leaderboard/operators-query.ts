import { AppError } from '@network3/core/app-error'
import { isCountryCode } from '@network3/core/countries'
import { parseN3 } from '@network3/core/parse-n3'
import { z } from 'zod'
import { paths, withQuery } from '../../paths.ts'

export const windows = ['24h', '7d', '30d', 'all'] as const
export type Window = (typeof windows)[number]
export const windowLabels: Record<Window, string> = { '24h': '24 h', '7d': '7 d', '30d': '30 d', all: 'all' }
export const windowWords: Record<Window, string> = {
  '24h': 'last 24 hours',
  '7d': 'last 7 days',
  '30d': 'last 30 days',
  all: 'since the first epoch',
}

const sorts = ['earned', 'paid', 'stake', 'delegators', 'commission', 'nodes'] as const
export type Sort = (typeof sorts)[number]

const kinds = ['compute', 'bandwidth', 'egress', 'dataset'] as const
const DEFAULTS = { window: '24h', sort: 'earned', direction: 'desc' } as const

/** What the URL of the leaderboard says. Anything it does not understand counts as not said. */
const schema = z.object({
  window: z.enum(windows).catch(DEFAULTS.window),
  sort: z.enum(sorts).catch(DEFAULTS.sort),
  direction: z.enum(['desc', 'asc']).catch(DEFAULTS.direction),
  country: z.string().toUpperCase().refine(isCountryCode).optional().catch(undefined),
  capability: z.enum(kinds).optional().catch(undefined),
  nodes: z.literal('some').optional().catch(undefined),
  economy: z.enum(['local', 'others']).optional().catch(undefined),
  /** As typed, in N3. */
  stake: z.string().trim().max(80).optional().catch(undefined),
  /** As typed: the beginning of an address. */
  q: z.string().trim().max(80).optional().catch(undefined),
  after: z.string().max(512).optional().catch(undefined),
})

export type OperatorsQuery = z.infer<typeof schema>
export type SearchParams = Record<string, string | string[] | undefined>

export function parseOperatorsQuery(search: SearchParams): OperatorsQuery {
  const single = Object.entries(search).map(([name, value]) => [
    name,
    Array.isArray(value) ? value[0] : value,
  ])
  return schema.parse(Object.fromEntries(single.filter(([, value]) => value !== '')))
}

/** The URL of a query on a page or an export. Defaults are left out, and a change begins at the first page. */
export function operatorsHref(
  query: OperatorsQuery,
  change: Partial<OperatorsQuery> = {},
  path: string = paths.operators,
): string {
  const next = { ...query, after: undefined, ...change }
  const unlessDefault = (name: keyof typeof DEFAULTS) =>
    next[name] === DEFAULTS[name] ? undefined : next[name]
  return withQuery(path, {
    window: unlessDefault('window'),
    sort: unlessDefault('sort'),
    direction: unlessDefault('direction'),
    q: next.q,
    country: next.country,
    capability: next.capability,
    stake: next.stake,
    nodes: next.nodes,
    economy: next.economy,
    after: next.after,
  })
}

/** A click on a column sorts by it, greatest first; a second click turns it round. */
export function sortHref(query: OperatorsQuery, sort: Sort): string {
  const direction = query.sort === sort && query.direction === 'desc' ? 'asc' : 'desc'
  return operatorsHref(query, { sort, direction })
}

export function sortOrder(query: OperatorsQuery, sort: Sort): 'ascending' | 'descending' | 'none' {
  if (query.sort !== sort) return 'none'
  return query.direction === 'desc' ? 'descending' : 'ascending'
}

export function hasFilter({ country, capability, nodes, economy, stake, q }: OperatorsQuery): boolean {
  return [country, capability, nodes, economy, stake, q].some((value) => value !== undefined)
}

export type FieldFaults = { q?: string; stake?: string }

/** The API's input, and what in the typed fields could not be read; a faulty field is left out of the input. */
export function toFindInput(query: OperatorsQuery, limit: number) {
  const faults: FieldFaults = {}
  const search = query.q === undefined ? undefined : readPrefix(query.q)
  if (query.q !== undefined && search === undefined) {
    faults.q = 'Type the beginning of an address: 0x and hex digits.'
  }
  const minStakeWei = query.stake === undefined ? undefined : readAmount(query.stake, faults)
  const input = {
    limit,
    window: query.window,
    sort: query.sort,
    direction: query.direction,
    ...(query.country && { country: query.country }),
    ...(query.capability && { capability: query.capability }),
    ...(query.nodes && { hasNodes: true }),
    ...(query.economy && { localEconomy: query.economy === 'local' }),
    ...(minStakeWei !== undefined && { minStakeWei: minStakeWei.toString() }),
    ...(search && { search }),
    ...(query.after && { cursor: query.after }),
  }
  return { input, faults }
}

/** `5aAe` and `0x5aAe` mean the same. */
function readPrefix(text: string): string | undefined {
  const prefixed = /^0x/i.test(text) ? `0x${text.slice(2)}` : `0x${text}`
  return /^0x[0-9a-fA-F]{1,40}$/.test(prefixed) ? prefixed : undefined
}

function readAmount(text: string, faults: FieldFaults): bigint | undefined {
  try {
    return parseN3(text)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    faults.stake = error.message
    return undefined
  }
}
