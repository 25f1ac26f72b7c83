import { Gauge, Registry } from 'prom-client'
import { afterEach, describe, expect, it } from 'vitest'
import { type HealthServer, type NotReadyReason, startHealthServer } from './health-server.ts'

let server: HealthServer | undefined
afterEach(() => server?.close())

async function start(reasons: NotReadyReason[]) {
  const registry = new Registry()
  new Gauge({ name: 'n3_test', help: 'A figure.', registers: [registry] }).set(7)
  server = await startHealthServer({
    port: 0,
    notReadyReasons: () => reasons,
    details: () => ({ tip: '12' }),
    registry,
  })
  return `http://127.0.0.1:${server.port}`
}

describe('startHealthServer', () => {
  it('answers /healthz, /readyz and /metrics of a ready process', async () => {
    const url = await start([])
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    const ready = await fetch(`${url}/readyz`)
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, reasons: [], tip: '12' }])
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('n3_test 7')
  })

  it('says why it is not ready with 503, and stays healthy', async () => {
    const reason = { code: 'REORG_PAST_FINALITY', message: 'The chain changed below its finalized block.' }
    const url = await start([reason])
    const ready = await fetch(`${url}/readyz`)
    expect([ready.status, await ready.json()]).toEqual([503, { ready: false, reasons: [reason], tip: '12' }])
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })
})
