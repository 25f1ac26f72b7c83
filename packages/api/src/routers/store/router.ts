import { createRouter } from '../../trpc.ts'
import { findBatches } from './find-batches.ts'
import { findDevices } from './find-devices.ts'
import { findFulfilment } from './find-fulfilment.ts'
import { findOrders } from './find-orders.ts'
import { getBatch } from './get-batch.ts'
import { getDevice } from './get-device.ts'
import { getOrder } from './get-order.ts'
import { getSale } from './get-sale.ts'

export const storeRouter = createRouter({
  getSale: getSale,
  findBatches: findBatches,
  getBatch: getBatch,
  findOrders: findOrders,
  getOrder: getOrder,
  findDevices: findDevices,
  getDevice: getDevice,
  findFulfilment: findFulfilment,
})
