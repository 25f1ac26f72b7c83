import type { Address } from '@network3/core/hex'
import type { GatewayDeps } from '../gateway-deps.ts'

type RouteRequest = {
  /** The groups of the route's path. */
  params: readonly string[]
  query: URLSearchParams
  /** Whole; never longer than the route's `maxBodyBytes`. */
  body: Buffer
  /** Whose token came with the request; undefined on routes open to anybody. */
  node: Address | undefined
}

export type RouteAnswer = {
  status: number
  /** Default `application/json`. */
  contentType?: string
  headers?: Record<string, string>
  body: string | Uint8Array
}

/**
 * One thing the gateway answers over HTTP, on the same port as the sessions. What a handler throws is logged and
 * answered as 500 GATEWAY_FAILED; refusals are answers of its own with `refuse`.
 */
export type Route = {
  method: 'GET' | 'PUT' | 'POST'
  /** Matches the whole path: `/^\/v1\/blobs\/([0-9a-f]{64})$/`. */
  path: RegExp
  /** `node`: needs `authorization: Bearer <welcome.token>` of a session of this gateway. */
  access: 'anybody' | 'node'
  /** Bytes; a longer body is refused with 413 before it is read. 0 for GET. */
  maxBodyBytes: number
  handle(request: RouteRequest): Promise<RouteAnswer>
}

/** A route is made once, when the gateway starts. */
export type CreateRoute = (deps: GatewayDeps) => Route

/** A refusal: a code, and a sentence a person can act on. */
export function refuse(status: number, code: string, message: string): RouteAnswer {
  return { status, body: JSON.stringify({ error: { code, message } }) }
}
