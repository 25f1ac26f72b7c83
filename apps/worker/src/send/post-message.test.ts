import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { hostileHosts, hostileUrls } from '@network3/service/webhooks/hostile-urls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSender } from './post-message.ts'
import type { HostAddress } from './resolve-host.ts'

/** What must never be reached: something that listens on this machine, as a database or a metadata service would. */
let canaryPort = 0
let canaryConnections = 0
const closers: (() => void)[] = []

async function listen(server: TcpServer, host: string, port = 0) {
  server.listen(port, host)
  await once(server, 'listening')
  closers.push(() => server.close())
  return (server.address() as AddressInfo).port
}

const tcpServer = (onConnection: () => void) =>
  createTcpServer((socket) => {
    onConnection()
    socket.on('error', () => undefined)
    socket.once('data', () => socket.destroy())
  })

beforeAll(async () => {
  const count = () => {
    canaryConnections += 1
  }
  canaryPort = await listen(tcpServer(count), '127.0.0.1')
  await listen(tcpServer(count), '::1', canaryPort).catch(() => undefined)
})
afterAll(() => {
  for (const close of closers) close()
})

const v4 = (address: string): HostAddress => ({ address, family: 4 })

test('SSRF: none of the hostile addresses reaches anything, whatever the resolver would say', async () => {
  const post = createSender({ allowsLoopback: false, resolve: async () => [v4('127.0.0.1')] })
  const urls = [
    ...hostileUrls,
    ...hostileHosts.flatMap((host) => [`https://${host}:${canaryPort}/`, `http://${host}:${canaryPort}/`]),
  ]
  expect(urls.length).toBeGreaterThanOrEqual(60)
  for (const url of urls) {
    expect(await post(url, {}, '{}'), url).toMatchObject({ reason: 'DELIVERY_ADDRESS_REFUSED', status: null })
  }
  expect(canaryConnections).toBe(0)
})

test('SSRF: a public name that leads inside, by any of its addresses, is not dialled', async () => {
  const inner = [
    '127.0.0.1',
    '10.0.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '192.168.1.1',
    '224.0.0.1',
  ]
  const answers: HostAddress[][] = [
    ...inner.map((address) => [v4(address)]),
    ...['::1', '::ffff:127.0.0.1', 'fe80::1', 'fd00::1', '64:ff9b::7f00:1'].map((address) => [
      { address, family: 6 },
    ]),
    [v4('93.184.216.34'), v4('127.0.0.1')],
  ]
  for (const answer of answers) {
    const post = createSender({ allowsLoopback: false, resolve: async () => answer })
    const url = `https://hooks.network3.io:${canaryPort}/`
    expect(await post(url, {}, '{}')).toMatchObject({ reason: 'DELIVERY_ADDRESS_REFUSED' })
  }
  expect(canaryConnections).toBe(0)
})

test('DNS rebinding: a name is resolved once, and what was checked is what is dialled', async () => {
  let reached = 0
  // 127.0.0.2 stands for a public address here: only it may be dialled.
  const port = await listen(
    tcpServer(() => {
      reached += 1
    }),
    '127.0.0.2',
  )
  const canaryAtPort = createTcpServer(() => {
    canaryConnections += 1
  })
  await listen(canaryAtPort, '127.0.0.1', port)
  let lookups = 0
  const post = createSender({
    allowsLoopback: false,
    isAllowed: (address) => address === '127.0.0.2',
    resolve: async () => [v4(lookups++ % 2 === 0 ? '127.0.0.2' : '127.0.0.1')],
  })
  for (let request = 0; request < 10; request++) {
    const posted = await post(`https://rebinding.network3.io:${port}/`, {}, '{}')
    expect(posted.reason).toBe(request % 2 === 0 ? 'DELIVERY_UNREACHABLE' : 'DELIVERY_ADDRESS_REFUSED')
  }
  expect({ lookups, reached, canaryConnections }).toEqual({ lookups: 10, reached: 5, canaryConnections: 0 })
})

test('an answer counts by its status; a redirect is not followed, wherever it leads', async () => {
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    bodies.push(`${request.url} ${request.headers['webhook-id']} ${body}`)
    const status = Number(request.url?.slice(1))
    response.writeHead(status, { location: `http://127.0.0.1:${canaryPort}/` }).end()
  })
  const port = await listen(server, '127.0.0.1')
  const post = createSender({ allowsLoopback: true })
  const at = (status: number) => post(`http://127.0.0.1:${port}/${status}`, { 'webhook-id': 'm1' }, '{"a":1}')
  expect(await at(204)).toMatchObject({ reason: 'DELIVERY_TAKEN', status: 204 })
  expect(await at(302)).toMatchObject({ reason: 'DELIVERY_REDIRECTED', status: 302 })
  expect(await at(410)).toMatchObject({ reason: 'DELIVERY_STATUS', status: 410 })
  expect(bodies[0]).toBe('/204 m1 {"a":1}')
  expect(canaryConnections).toBe(0)
})

test('a receiver that never answers, or never ends, costs no more than its time and 64 KiB', async () => {
  let written = 0
  const server = createServer((request, response) => {
    request.resume()
    if (request.url === '/silent') return
    response.writeHead(200)
    const pour = () => {
      if (response.destroyed || written > 50_000_000) return
      written += 65_536
      response.write(Buffer.alloc(65_536), pour)
    }
    pour()
  })
  const port = await listen(server, '127.0.0.1')
  closers.push(() => server.closeAllConnections())
  const patient = createSender({ allowsLoopback: true })
  expect(await patient(`http://127.0.0.1:${port}/endless`, {}, '{}')).toMatchObject({
    reason: 'DELIVERY_TAKEN',
  })
  expect(written).toBeLessThan(20_000_000)
  const hasty = createSender({ allowsLoopback: true, timeoutMs: 150 })
  expect(await hasty(`http://127.0.0.1:${port}/silent`, {}, '{}')).toMatchObject({
    reason: 'DELIVERY_TIMED_OUT',
  })
})

test('on a local network a receiver may be called by the name localhost', async () => {
  const server = createServer((_, response) => response.writeHead(200).end())
  const port = await listen(server, '127.0.0.1')
  const post = createSender({ allowsLoopback: true })
  expect(await post(`http://localhost:${port}/`, {}, '{}')).toMatchObject({ reason: 'DELIVERY_TAKEN' })
})

test('what cannot be reached is told apart', async () => {
  const post = createSender({ allowsLoopback: true, resolve: async () => [] })
  expect((await post('https://nowhere.network3.io/', {}, '{}')).reason).toBe('DELIVERY_HOST_UNKNOWN')
  const closed = createTcpServer()
  const port = await listen(closed, '127.0.0.1')
  closed.close()
  expect((await post(`http://127.0.0.1:${port}/`, {}, '{}')).reason).toBe('DELIVERY_UNREACHABLE')
  const plain = createServer((_, response) => response.end())
  const plainPort = await listen(plain, '127.0.0.1')
  expect((await post(`https://127.0.0.1:${plainPort}/`, {}, '{}')).reason).toBe('DELIVERY_TLS_FAILED')
})
