import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Registry } from 'prom-client'

/** Why a process is not ready: a typed code, and a sentence a person can act on. */
export type NotReadyReason = { code: string; message: string }

export type HealthServerOptions = {
  /** 0 takes any free port. */
  port: number
  /** Default 127.0.0.1: metrics are not for the world. */
  host?: string
  /** Ready when it gives an empty list. Called on each request, so it must be cheap. */
  notReadyReasons: () => NotReadyReason[]
  /** Facts shown beside the verdict, such as the tip and the head. Plain JSON. */
  details?: () => Record<string, unknown>
  registry: Registry
}

export type HealthServer = { port: number; close: () => Promise<void> }

/**
 * GET /healthz: 200 while the process answers at all. GET /readyz: 200 or 503 with reasons as JSON.
 * GET /metrics: Prometheus text. Rejects when the port is taken.
 */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const startedAt = Date.now()
  const answer = async (path: string): Promise<{ status: number; type: string; body: string }> => {
    const json = (status: number, value: unknown) => ({
      status,
      type: 'application/json',
      body: `${JSON.stringify(value)}\n`,
    })
    if (path === '/healthz') {
      return json(200, { status: 'ok', uptimeSeconds: Math.floor((Date.now() - startedAt) / 1000) })
    }
    if (path === '/readyz') {
      const reasons = options.notReadyReasons()
      const ready = reasons.length === 0
      return json(ready ? 200 : 503, { ready, reasons, ...options.details?.() })
    }
    if (path === '/metrics') {
      return { status: 200, type: options.registry.contentType, body: await options.registry.metrics() }
    }
    return json(404, { error: 'Ask for /healthz, /readyz or /metrics.' })
  }
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    answer(path)
      .catch((error: unknown) => ({ status: 500, type: 'text/plain', body: String(error) }))
      .then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
        response.end(request.method === 'HEAD' ? undefined : body)
      })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host ?? '127.0.0.1', resolve)
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
