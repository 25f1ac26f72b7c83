import 'server-only'
import { getApi } from '../../trpc/server.ts'

const LIMIT = 20

/** Devices that wait to be shipped: the whole queue, oldest first, or those of one order. */
export async function readFulfilment(orderId: string | undefined, cursor: string | undefined) {
  const { store } = getApi()
  const page = { limit: LIMIT, ...(cursor !== undefined && { cursor }) }
  if (orderId === undefined) return store.findFulfilment(page)
  const [devices, { counts }] = await Promise.all([
    store.findDevices({ order: orderId, status: 'ordered', ...page }),
    store.getSale({}),
  ])
  return { ...devices, waiting: counts.ordered }
}
