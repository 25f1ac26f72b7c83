import type { IncomingMessage, ServerResponse } from 'node:http'
import { bringsSession } from '../access/browser.ts'
import { anonymous } from '../access/caller.ts'
import type { Context } from '../context.ts'
import type { Allowance } from './create-rate-limiter.ts'
import { allowingOthers } from './cross-origin.ts'
import type { KeptPage } from './kept-pages.ts'
import { networkOfForwarded } from './network-of.ts'
import { requestIdOf } from './request-id.ts'
import { allowanceFields, takeAllowance } from './take-allowance.ts'

/**
 * Answers from memory what is kept, before anything is made of the request: to callers with neither key nor session,
 * counted against their network as any call. False for everything else, and for whom nothing is left: that is refused
 * where all is refused, and costs nothing twice.
 */
export function answerKeptPage(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  context: Context,
): boolean {
  const { method, url = '', headers } = incoming
  if (method !== 'GET' || headers.authorization !== undefined || bringsSession(headers.cookie)) return false
  const page = context.keptPages.find(url)
  if (page === undefined) return false
  const network = networkOfForwarded(String(headers['x-forwarded-for'] ?? incoming.socket.remoteAddress))
  const allowance = takeAllowance(context, anonymous, network, 1)
  if (!allowance.isAllowed) return false
  const fields = {
    ...keptPageFields(page, allowance),
    ...(url.startsWith('/api/v1/') ? allowingOthers : {}),
    'x-request-id': requestIdOf(headers['x-request-id']?.toString()),
  }
  if (isSamePage(page, headers['if-none-match'])) {
    outgoing.writeHead(304, fields).end()
    return true
  }
  const isPacked = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))
  const body = isPacked ? page.gzip() : page.body
  outgoing
    .writeHead(200, {
      ...fields,
      'content-length': body.byteLength,
      ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
    })
    .end(body)
  return true
}

/** Of a kept page as a whole or of word that it is still the same. A browser keeps it, and asks each time. */
export function keptPageFields({ etag }: KeptPage, allowance: Allowance) {
  return {
    ...allowanceFields(allowance),
    ...{ etag, 'cache-control': 'private, no-cache', 'content-type': 'application/json' },
    vary: 'accept-encoding',
  }
}

/** If-None-Match (RFC 9110, 13.1.2), by weak comparison: what packs an answer on its way may mark its tag so. */
export function isSamePage({ etag }: KeptPage, asked: string | null | undefined): boolean {
  if (asked === null || asked === undefined) return false
  return asked.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
