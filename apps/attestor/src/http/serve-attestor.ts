import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Hex } from '@network3/core/hex'
import type { Attestation } from '../attest/root-signature.ts'
import type { FileStore } from '../epochs/file-store.ts'

export type AttestorServer = { port: number; close(): Promise<void> }

type Answer = { status: number; body: string; isImmutable?: boolean }

/**
 * What an attestor tells anybody, read-only:
 * - GET /epochs/<data hash>.json: an epoch file it computed;
 * - GET /v1/epochs/<n>/signature: its signature over an epoch's root;
 * - GET /v1/epochs/<n>/receipts.json: the receipts it computed the epoch from;
 * - GET /healthz: that it answers.
 * Rejects when the port is taken.
 */
export async function serveAttestor(options: {
  /** 0 takes any free port. */
  port: number
  host: string
  store: FileStore
  attestationOf: (epoch: bigint) => Attestation | undefined
}): Promise<AttestorServer> {
  const { store, attestationOf } = options

  const answer = (path: string): Answer => {
    if (path === '/healthz') return { status: 200, body: JSON.stringify({ status: 'ok' }) }
    const file = /^\/epochs\/(0x[0-9a-f]{64})\.json$/.exec(path)?.[1]
    if (file !== undefined) return found(store.readEpochText(file as Hex), true)
    const [, number, what] = /^\/v1\/epochs\/([1-9]\d{0,14})\/(signature|receipts\.json)$/.exec(path) ?? []
    if (number === undefined) return refuse('NOT_FOUND', 'Ask for /epochs/<hash>.json or /v1/epochs/<n>/….')
    if (what === 'receipts.json') return found(store.readReceipts(BigInt(number)), true)
    const attestation = attestationOf(BigInt(number))
    return found(attestation && JSON.stringify(attestation), false)
  }

  const server = createServer((request, response) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    let reply: Answer
    try {
      reply = isRead ? answer(path) : { ...refuse('READ_ONLY', 'This is only read.'), status: 405 }
    } catch {
      reply = { ...refuse('ATTESTOR_FAILED', 'Its folder cannot be read.'), status: 500 }
    }
    response.writeHead(reply.status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(reply.body),
      'cache-control': reply.isImmutable ? 'public, max-age=31536000, immutable' : 'no-store',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    })
    response.end(request.method === 'HEAD' ? undefined : reply.body)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function found(body: string | undefined, isImmutable: boolean): Answer {
  return body === undefined
    ? refuse('NOT_FOUND', 'This attestor has no such thing.')
    : { status: 200, body, isImmutable }
}

function refuse(code: string, message: string): Answer {
  return { status: 404, body: JSON.stringify({ error: { code, message } }) }
}
