import { getEpochReceipts } from '@network3/db/queries/measure/get-epoch-receipts'
import { type CreateRoute, refuse } from '../http/route.ts'

/** GET /v1/epochs/<n>/receipts.json: everything measured in an epoch, with its keccak256 in `x-receipts-hash`. */
export const createReceiptsRoute: CreateRoute = ({ pool }) => ({
  method: 'GET',
  path: /^\/v1\/epochs\/([1-9]\d{0,14})\/receipts\.json$/,
  access: 'anybody',
  maxBodyBytes: 0,
  handle: async ({ params }) => {
    const receipts = await getEpochReceipts(pool, BigInt(params[0] ?? '0'))
    if (receipts === undefined) {
      return refuse(
        404,
        'RECEIPTS_OPEN',
        'The receipts of this epoch are not closed: it has not ended, or only just.',
      )
    }
    return {
      status: 200,
      headers: {
        'x-receipts-hash': receipts.hash,
        'cache-control': 'public, max-age=31536000, immutable',
        'access-control-allow-origin': '*',
      },
      body: receipts.content,
    }
  },
})
