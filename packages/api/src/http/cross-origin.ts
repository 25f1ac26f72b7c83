/**
 * REST may be called from pages of other origins: what it reads is public, and what it changes needs a signature or a
 * key in a header. No credentials are allowed, and cookies are not read, so a browser has nothing of its own to lend.
 */
export function allowOthers(response: Response): Response {
  for (const [name, value] of Object.entries(allowingOthers)) response.headers.set(name, value)
  return response
}

export const allowingOthers = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'etag, ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after, x-request-id, idempotent-replayed',
} as const

export function answerPreflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST, PUT, DELETE',
      'access-control-allow-headers':
        'authorization, content-type, idempotency-key, x-request-id, last-event-id',
      'access-control-max-age': '86400',
    },
  })
}
