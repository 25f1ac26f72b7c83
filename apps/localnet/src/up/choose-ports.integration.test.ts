import { once } from 'node:events'
import { createServer } from 'node:net'
import { findFreePort } from '@network3/local-servers/find-free-port'
import { expect, test } from 'vitest'
import { choosePorts, preferredPorts } from './choose-ports.ts'

test('a taken port is replaced and told; two parts never get the same', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const web = typeof address === 'object' && address !== null ? address.port : 0
  const shared = await findFreePort()
  const told: string[] = []
  const preferred = { ...preferredPorts, web, rpc: shared, postgres: shared, indexer: 1 }
  const chosen = await choosePorts(preferred, ['web', 'rpc', 'postgres'], (text) => told.push(text))
  expect(chosen.web).not.toBe(web)
  expect(chosen.rpc).toBe(shared)
  expect(new Set([chosen.web, chosen.rpc, chosen.postgres]).size).toBe(3)
  expect(told).toEqual([
    `Port ${web} is taken: web uses ${chosen.web}.`,
    `Port ${shared} is taken: PostgreSQL uses ${chosen.postgres}.`,
  ])
  taken.close()
})
