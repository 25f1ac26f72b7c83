import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type StatusServer, startStatusServer } from './status-server.ts'

let server: StatusServer
let paused = 0
beforeEach(async () => {
  paused = 0
  server = await startStatusServer({
    port: 0,
    status: () => ({ paused }),
    actions: { pause: () => void paused++ },
  })
})
afterEach(() => server.close())

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<{ status: number; body: string; policy: string }>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      const policy = String(response.headers['content-security-policy'] ?? '')
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, policy }))
    })
    asked.on('error', reject)
    asked.end()
  })

describe('startStatusServer', () => {
  test('shows its page and its status under its own name', async () => {
    const page = await ask('/')
    expect(page.status).toBe(200)
    expect(page.body).toContain('Network3 node')
    expect(page.body).not.toContain(server.token)
    expect(page.policy).toMatch(/default-src 'none'/)
    expect(JSON.parse((await ask('/status.json', { host: `localhost:${server.port}` })).body)).toEqual({
      paused: 0,
    })
  })

  test('a foreign name made to point here is refused', async () => {
    for (const host of ['evil.example', `evil.example:${server.port}`, '127.0.0.1']) {
      expect((await ask('/status.json', { host })).status).toBe(403)
    }
  })

  test('changes nothing without the token', async () => {
    for (const headers of [{}, { 'x-n3-token': 'ff'.repeat(16) }, { 'x-n3-token': '' }]) {
      expect((await ask('/pause', headers as Record<string, string>, 'POST')).status).toBe(403)
    }
    expect((await ask('/pause', { 'x-n3-token': server.token })).status).toBe(404)
    expect((await ask('/constructor', { 'x-n3-token': server.token }, 'POST')).status).toBe(404)
    expect(paused).toBe(0)
    expect(JSON.parse((await ask('/pause', { 'x-n3-token': server.token }, 'POST')).body)).toEqual({
      paused: 1,
    })
  })

  test('takes the next port when its own is in use', async () => {
    const second = await startStatusServer({ port: server.port, status: () => ({}), actions: {} })
    expect(second.port).not.toBe(server.port)
    await second.close()
  })
})
