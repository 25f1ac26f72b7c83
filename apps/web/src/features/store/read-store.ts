import 'server-only'
import { getApi } from '../../trpc/server.ts'
import { tryRead } from '../../trpc/try-read.ts'
import { chooseBatch } from './choose-batch.ts'
import type { StoreQuery } from './store-query.ts'

/** Everything the store shows: its batches, the one looked at, and what an address has ordered and holds. */
export async function readStore(query: StoreQuery, address: string | undefined) {
  const [store, owned] = await Promise.all([
    tryRead(readBatches(query)),
    address === undefined ? undefined : tryRead(readOwned(query, address)),
  ])
  return { store, owned }
}

async function readBatches(query: StoreQuery) {
  const { store } = getApi()
  const [sale, newest, batches] = await Promise.all([
    store.getSale({}),
    store.findBatches({ limit: 100 }),
    store.findBatches({ limit: 10, ...at(query.batches) }),
  ])
  const asked = newest.items.find(({ batchId }) => batchId === query.batch)
  const batch =
    asked ??
    (query.batch === undefined ? undefined : await findBatch(query.batch)) ??
    chooseBatch(newest.items)
  return { sale, batches, batch }
}

/** An older batch than those listed; undefined when there is none of this number. */
async function findBatch(batchId: number) {
  const { data } = await tryRead(getApi().store.getBatch({ batchId }))
  return data
}

async function readOwned(query: StoreQuery, address: string) {
  const { store } = getApi()
  const [orders, devices] = await Promise.all([
    store.findOrders({ buyer: address, limit: 10, ...at(query.orders) }),
    store.findDevices({ owner: address, limit: 10, ...at(query.devices) }),
  ])
  return { orders, devices }
}

const at = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor })
