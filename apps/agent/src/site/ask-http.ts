import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

export type HttpAnswer = { status: number; body: Buffer }
export type HttpOptions = {
  method?: 'GET' | 'POST' | 'PUT'
  headers?: Record<string, string>
  body?: Uint8Array | string
  timeoutMs: number
  /** A longer answer is cut off with an error. */
  maxBytes: number
  signal?: AbortSignal
}

/** One request, its answer whole. Node's own client, since loading fetch costs an idle agent 15 MB. Rejects on any failure. */
export function askHttp(url: URL, options: HttpOptions): Promise<HttpAnswer> {
  const { method = 'GET', headers = {}, body, timeoutMs, maxBytes } = options
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const signals = options.signal === undefined ? [] : [options.signal]
  const signal = AbortSignal.any([...signals, AbortSignal.timeout(timeoutMs)])
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const asked = request(url, { method, headers: { ...headers, ...length }, signal }, (response) => {
      readWhole(response, maxBytes).then(
        (bytes) => resolve({ status: response.statusCode ?? 0, body: bytes }),
        reject,
      )
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

async function readWhole(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw new Error('The answer is longer than it may be.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
