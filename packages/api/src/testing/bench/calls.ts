import { createHash } from 'node:crypto'
import type { Asker, Call } from './ask.ts'

/** What is measured: one thing in many variants, and the bar it is held against. */
export type Measured = {
  name: string
  bar: 'read' | 'rent'
  /** First pages are kept between blocks; every other answer is made anew. */
  isKept?: boolean
  run: (index: number) => Promise<unknown>
}

const digest = (what: string, index: number) => createHash('sha256').update(`${what}${index}`).digest('hex')
const addressOf = (what: string, index: number) => `0x${digest(what, index).slice(0, 40)}`
const query = (path: string, input: unknown): Call => ({ path, kind: 'query', input })

/** Every list and every profile, with what a page asks of it. Rows are those of seed-network.ts. */
export async function listReads(asker: Asker, operators: number): Promise<Measured[]> {
  const operator = (index: number) => addressOf('operator', (index * 7_919) % operators)
  const node = (index: number) => addressOf('node', (index * 104_729) % operators)
  const staker = (index: number) => addressOf('staker', index % Math.min(1_000, operators / 2))
  const lease = (index: number) => String(1 + ((index * 31) % Math.floor(operators / 15)))
  const of = (name: string, callOf: (index: number) => Call, isKept?: boolean): Measured => ({
    ...{ name, bar: 'read', run: (index) => asker.send(callOf(index)) },
    ...(isKept === undefined ? {} : { isKept }),
  })
  /** The list behind its first page, from a different place each time. */
  const deep = async (name: string, path: string, input: object): Promise<Measured> => {
    const cursors: string[] = []
    let cursor: string | undefined
    for (let page = 0; page < 20; page++) {
      const answer = (await asker.ask(query(path, { ...input, ...(cursor && { cursor }) }))) as {
        nextCursor: string | null
      }
      cursor = answer.nextCursor ?? undefined
      if (cursor === undefined) break
      cursors.push(cursor)
    }
    return of(name, (index) =>
      query(path, { ...input, ...(cursors.length > 0 && { cursor: cursors[index % cursors.length] }) }),
    )
  }
  const sorts = ['earned', 'paid', 'stake', 'commission', 'nodes', 'delegators']
  const board = { window: '7d', limit: 50 }
  return [
    of('operators.find, first page', () => query('operators.find', board), true),
    ...(await Promise.all(
      sorts.map((sort) =>
        deep(`operators.find by ${sort}, later pages`, 'operators.find', { ...board, sort }),
      ),
    )),
    of('operators.find by prefix', (index) =>
      query('operators.find', { ...board, search: operator(index).slice(0, 6) }),
    ),
    await deep('operators.find in a country', 'operators.find', { ...board, country: 'NZ' }),
    of('operators.get', (index) => query('operators.get', { address: operator(index) })),
    of('operators.findNodes', (index) => query('operators.findNodes', { operator: operator(index) })),
    of('operators.findEpochs', (index) => query('operators.findEpochs', { operator: operator(index) })),
    of('operators.getEarningsSeries', (index) =>
      query('operators.getEarningsSeries', { operator: operator(index) }),
    ),
    of('operators.findStakers', (index) => query('operators.findStakers', { operator: operator(index) })),
    of('nodes.find, first page', () => query('nodes.find', { limit: 50 }), true),
    await deep('nodes.find, later pages', 'nodes.find', { limit: 50 }),
    await deep('nodes.find online', 'nodes.find', { limit: 50, status: 'online' }),
    of('nodes.get', (index) => query('nodes.get', { node: node(index) })),
    of('nodes.findEpochs', (index) => query('nodes.findEpochs', { node: node(index) })),
    of('staking.findPositions', (index) => query('staking.findPositions', { address: staker(index) })),
    of('staking.findRequests', (index) => query('staking.findRequests', { address: staker(index) })),
    of('rewards.findClaims', (index) => query('rewards.findClaims', { operator: operator(index) })),
    of('epochs.find', () => query('epochs.find', {}), true),
    of('activity.find, first page', () => query('activity.find', { limit: 50 }), true),
    await deep('activity.find, later pages', 'activity.find', { limit: 50 }),
    of('activity.find of an operator', (index) => query('activity.find', { operator: operator(index) })),
    of('network.getOverview', () => query('network.getOverview', undefined), true),
    await deep('offers.find, later pages', 'offers.find', {
      query: 'kind = compute and price < 0.1',
      limit: 50,
    }),
    of('offers.getFacets', (index) =>
      query('offers.getFacets', { query: `price < ${0.05 + (index % 9) / 100}` }),
    ),
    of('offers.screen', (index) =>
      query('offers.screen', { spec: { kind: 'compute', slots: 1 + (index % 4), isOnline: true } }),
    ),
    await deep('leases.find, later pages', 'leases.find', { filter: 'active' }),
    of('leases.find of a renter', (index) => query('leases.find', { renter: staker(index * 15) })),
    of('leases.get', (index) => query('leases.get', { leaseId: lease(index) })),
    await deep('leases.findVouchers', 'leases.findVouchers', {}),
    of('jobs.find', (index) => query('jobs.find', { leaseId: lease(index * 4 + 3) })),
    of('status.get', () => query('status.get', undefined)),
  ]
}

/** From the wish to the transaction a wallet signs, the chain asked for its word. */
export function listRenting(asker: Asker, renter: string): Measured[] {
  const quote = async (spec: object, units: number): Promise<string> => {
    const input = { spec: { kind: 'compute', ...spec }, want: { units: String(units) } }
    const answer = await asker.ask({ path: 'offers.quote', kind: 'mutation', input })
    return (answer as { quoteId: string }).quoteId
  }
  return [
    {
      ...{ name: 'quote and prepare a lease', bar: 'rent' },
      run: async (index) => {
        const quoteId = await quote({ maxPricePerUnitWei: '1000' }, 1 + (index % 100))
        return asker.ask(query('leases.prepare', { quoteId, renter, voucherSigner: renter }))
      },
    },
    {
      ...{ name: 'quote a basket of the whole market', bar: 'rent' },
      run: (index) => quote({ isOnline: true }, 100_000 + index),
    },
  ]
}
