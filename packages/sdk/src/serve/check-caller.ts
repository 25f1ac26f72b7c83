import { createHash, timingSafeEqual } from 'node:crypto'
import { problem } from './problem.ts'

/**
 * The refusal of a request that is not from a program of this user's; undefined lets it in. Whoever has the token may
 * spend and read what is sealed, so: 1. the Host must be this very loopback address, or a page of another name that
 * resolves to it could ask (DNS rebinding); 2. nothing a browser sends is answered, and no CORS header is ever given;
 * 3. the token must be right, compared in constant time.
 */
export function checkCaller(
  request: Request,
  { port, token }: { port: number; token: string },
): Response | undefined {
  const host = request.headers.get('host') ?? ''
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    return problem(
      403,
      'FORBIDDEN',
      `This is 127.0.0.1:${port}, not ${host === '' ? 'without a Host' : host}.`,
    )
  }
  const site = request.headers.get('sec-fetch-site')
  if (request.headers.has('origin') || (site !== null && site !== 'none')) {
    return problem(403, 'FORBIDDEN', 'Pages are not answered: call from a program.')
  }
  const [, given = ''] = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '') ?? []
  if (timingSafeEqual(digest(given), digest(token))) return undefined
  return problem(401, 'UNAUTHENTICATED', 'Send the token of this sidecar as Authorization: Bearer …')
}

const digest = (text: string) => createHash('sha256').update(text).digest()
