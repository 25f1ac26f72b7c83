import { getBlobRoute, putBlobRoute } from '../jobs/blob-routes.ts'
import { createReceiptsRoute } from '../measuring/receipts-route.ts'
import type { CreateRoute } from './route.ts'

/** Everything the gateway answers over HTTP beside /v1/agent. One line each. */
export const routes: readonly CreateRoute[] = [getBlobRoute, putBlobRoute, createReceiptsRoute]
