import type { Hex } from '@network3/core/hex'
import { getBlob } from '@network3/db/queries/blob/get-blob'
import { hasLiveAttempt } from '@network3/db/queries/job/has-live-attempt'
import { MAX_BLOB_BYTES, putBlob } from '@network3/db/write/blobs'
import { type CreateRoute, refuse } from '../http/route.ts'

const PATH = /^\/v1\/blobs\/([0-9a-f]{64})$/
/** A result waits this long to be named by a receipt; from then on the job keeps it. */
const UNNAMED_MS = 86_400_000

const hashOf = ([hash]: readonly string[]): Hex => `0x${hash}`

/** Bytes by their SHA-256, for nodes: sealed, or public to begin with, so that knowing the hash is the right to them. */
export const getBlobRoute: CreateRoute = ({ pool }) => ({
  ...{ method: 'GET', path: PATH, access: 'node', maxBodyBytes: 0 },
  handle: async ({ params }) => {
    const content = await getBlob(pool, hashOf(params))
    if (content === undefined) return refuse(404, 'NOT_FOUND', 'There are no bytes of this hash.')
    return { status: 200, contentType: 'application/octet-stream', body: content }
  },
})

/** Results, before the frame that names them. Only from nodes that have a job, so that nobody stores for nothing. */
export const putBlobRoute: CreateRoute = ({ pool, clock }) => ({
  ...{ method: 'PUT', path: PATH, access: 'node', maxBodyBytes: MAX_BLOB_BYTES },
  handle: async ({ params, body, node }) => {
    if (node === undefined || !(await hasLiveAttempt(pool, node))) {
      return refuse(403, 'FORBIDDEN', 'This node has no job to store a result for.')
    }
    const now = new Date(clock.now())
    const expiresAt = new Date(now.getTime() + UNNAMED_MS)
    const isStored = await putBlob(pool, { hash: hashOf(params), content: body, now, expiresAt })
    if (!isStored) return refuse(422, 'INPUT_INVALID', 'The bytes are not of this SHA-256.')
    return { status: 200, body: JSON.stringify({ size: body.byteLength }) }
  },
})
