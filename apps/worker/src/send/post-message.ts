import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { DeliveryReasonCode } from '@network3/core/webhook-reasons'
import { isLoopbackAddress, isPublicAddress } from '@network3/service/webhooks/public-address'
import { checkWebhookUrl, hostOf } from '@network3/service/webhooks/webhook-url'
import { type HostAddress, resolveHost } from './resolve-host.ts'

/** How a request ended. `status`: of the answer, when there was one; `detail`: for the one who looks, no secret. */
type Posted = { reason: DeliveryReasonCode; status: number | null; durationMs: number; detail: string }

export type SenderOptions = {
  /** On a local network alone. */
  allowsLoopback: boolean
  /** All addresses of a name; default: what the DNS has. */
  resolve?: (host: string) => Promise<HostAddress[]>
  /** Which addresses may be dialled; default: those of the public internet. */
  isAllowed?: (address: string) => boolean
  /** For resolving, connecting, sending and the answer together, milliseconds; default 15,000. */
  timeoutMs?: number
}

export type PostMessage = (url: string, headers: Record<string, string>, body: string) => Promise<Posted>

/** Of an answer's body nothing is kept, and no more than this is waited for. */
const MAXIMUM_ANSWER_BYTES = 64 * 1024

class AddressRefused extends Error {}

/**
 * Posts to receivers nobody vouched for. What is dialled is what was checked: the name is resolved once per request, by
 * the very lookup its socket uses, every address of it has to be public, and the socket is looked at again when it is
 * open. A new connection each time, TLS always verified, no redirects, no proxy. Never throws.
 */
export function createSender(options: SenderOptions): PostMessage {
  const { allowsLoopback, timeoutMs = 15_000, isAllowed = isPublicAddress, resolve = resolveHost } = options
  const mayDial = (address: string) => isAllowed(address) || (allowsLoopback && isLoopbackAddress(address))

  const lookup: LookupFunction = (host, { all }, callback) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses
        const refused = addresses.find(({ address }) => !mayDial(address))
        if (first === undefined)
          callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 0)
        else if (refused !== undefined) callback(new AddressRefused(), '', 0)
        else if (all === true) callback(null, addresses)
        else callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    )
  }

  return async (text, headers, body) => {
    const startedAt = performance.now()
    const end = (reason: DeliveryReasonCode, status: number | null, detail: string): Posted => {
      return { reason, status, durationMs: Math.round(performance.now() - startedAt), detail }
    }
    const verdict = checkWebhookUrl(text, { allowsLoopback })
    if ('refused' in verdict) return end('DELIVERY_ADDRESS_REFUSED', null, verdict.refused)
    const timeout = AbortSignal.timeout(timeoutMs)
    try {
      const status = await post(verdict.url, { headers, body, lookup, mayDial, signal: timeout })
      if (status >= 200 && status < 300) return end('DELIVERY_TAKEN', status, `It answered ${status}.`)
      const isRedirect = status >= 300 && status < 400
      return end(isRedirect ? 'DELIVERY_REDIRECTED' : 'DELIVERY_STATUS', status, `It answered ${status}.`)
    } catch (error) {
      const reason = timeout.aborted ? 'DELIVERY_TIMED_OUT' : reasonOf(error)
      return end(reason, null, codeOf(error) ?? 'The connection broke.')
    }
  }
}

type Request = {
  headers: Record<string, string>
  body: string
  lookup: LookupFunction
  mayDial: (address: string) => boolean
  signal: AbortSignal
}

/** Resolves with the answer's status, once the answer is over or longer than anybody reads. */
async function post(url: URL, { headers, body, lookup, mayDial, signal }: Request): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  const request = send({
    ...{ method: 'POST', host: hostOf(url), path: `${url.pathname}${url.search}`, lookup, signal },
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    // A connection of its own, and none that a proxy of the environment makes.
    agent: false,
    rejectUnauthorized: true,
    headers: {
      ...headers,
      host: url.host,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Network3-Webhooks/1',
    },
  })
  request.on('socket', (socket) => {
    socket.once('connect', () => {
      const { remoteAddress } = socket
      // Undefined when the other side is gone already.
      if (remoteAddress === undefined) request.destroy(new Error('The connection broke.'))
      else if (!mayDial(remoteAddress)) request.destroy(new AddressRefused())
    })
  })
  request.on('error', reject)
  request.on('response', (response: IncomingMessage) => {
    const status = response.statusCode ?? 0
    let read = 0
    response.on('data', (chunk: Buffer) => {
      read += chunk.byteLength
      if (read > MAXIMUM_ANSWER_BYTES) response.destroy()
    })
    // The status is the answer: what breaks after it changes nothing.
    response.on('error', () => undefined)
    response.on('close', () => (signal.aborted ? reject(signal.reason) : resolve(status)))
  })
  request.end(body)
  return promise
}

/** What c-ares says when a name has no address, or its servers no answer. */
const DNS_CODES = [
  'ENOTFOUND',
  'ENODATA',
  'ESERVFAIL',
  'ETIMEOUT',
  'EREFUSED',
  'EBADNAME',
  'EBADRESP',
  'EFORMERR',
]

function codeOf(error: unknown): string | undefined {
  if (error instanceof AddressRefused) return 'Its name leads to an address that is not public.'
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function reasonOf(error: unknown): DeliveryReasonCode {
  if (error instanceof AddressRefused) return 'DELIVERY_ADDRESS_REFUSED'
  const code = codeOf(error) ?? ''
  if (DNS_CODES.includes(code)) return 'DELIVERY_HOST_UNKNOWN'
  if (/CERT|TLS|SSL|SELF_SIGNED|EPROTO/.test(code)) return 'DELIVERY_TLS_FAILED'
  return 'DELIVERY_UNREACHABLE'
}
