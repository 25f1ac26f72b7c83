import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { findFreePort } from './find-free-port.ts'

const servers: Server[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))))
})

async function occupy(port: number, host: string): Promise<number> {
  const server = createServer()
  servers.push(server)
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, host, done))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no address')
  return address.port
}

test('a preferred port that is free is taken', async () => {
  const free = await findFreePort()
  expect(await findFreePort(free)).toBe(free)
})

test.each(['127.0.0.1', '0.0.0.0'])('a port somebody listens on at %s is not given away', async (host) => {
  const taken = await occupy(0, host)
  const found = await findFreePort(taken)
  expect(found).not.toBe(taken)
  await occupy(found, '127.0.0.1')
})

test('a port promised to somebody else is not given away', async () => {
  const promised = await findFreePort()
  expect(await findFreePort(promised, [promised])).not.toBe(promised)
})
