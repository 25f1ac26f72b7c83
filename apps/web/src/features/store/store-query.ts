import { z } from 'zod'
import { paths, withQuery } from '../../paths.ts'

export type SearchParams = Record<string, string | string[] | undefined>

const cursor = z.string().max(512).optional().catch(undefined)

/** What the URL of the store says: the batch looked at, and where each list has been paged to. */
const schema = z.object({
  batch: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional()
    .catch(undefined),
  batches: cursor,
  orders: cursor,
  devices: cursor,
})

export type StoreQuery = z.infer<typeof schema>
export type StoreList = 'batches' | 'orders' | 'devices'

export function parseStoreQuery(search: SearchParams): StoreQuery {
  return schema.parse(firstOfEach(search))
}

/** What the URL of the fulfiller's page says. `order` as typed. */
const fulfilmentSchema = z.object({
  order: z.string().trim().min(1).max(40).optional().catch(undefined),
  after: cursor,
})

export function parseFulfilmentQuery(search: SearchParams): z.infer<typeof fulfilmentSchema> {
  return fulfilmentSchema.parse(firstOfEach(search))
}

function firstOfEach(search: SearchParams): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(search).map(([name, value]) => [name, [value].flat()[0]]))
}

/** The store with something changed. */
export function storeHref(
  address: string | undefined,
  query: StoreQuery,
  change: Partial<StoreQuery> = {},
): string {
  const { batch, batches, orders, devices } = { ...query, ...change }
  return withQuery(paths.store, { address, batch: batch?.toString(), batches, orders, devices })
}

/** First and next page of one list of the store, the others left where they are. */
export function storePages(
  address: string | undefined,
  query: StoreQuery,
  list: StoreList,
  nextCursor: string | null,
) {
  const hrefAt = (at: string | undefined) => `${storeHref(address, query, { [list]: at })}#${list}`
  return {
    firstHref: query[list] === undefined ? undefined : hrefAt(undefined),
    nextHref: nextCursor === null ? undefined : hrefAt(nextCursor),
  }
}
