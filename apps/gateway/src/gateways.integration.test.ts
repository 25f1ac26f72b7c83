import { waitUntil } from '@network3/testing/wait-until'
import { describe, expect, it } from 'vitest'
import { readHistory, readSession } from './testing/node-rows.ts'
import { spawnGateway } from './testing/spawn-gateway.ts'
import { startTestGateway } from './testing/test-gateway.ts'
import { handleOf, useGateways } from './testing/use-gateways.ts'

const KILLS = Math.min(Number(process.env.N3_KILLS ?? 2), 20)
const gateways = useGateways('x')
const agentOf = (url: string) => gateways.agentOf({ url })
const isOnline = async (node: `0x${string}`, gateway: string) => {
  const row = await readSession(gateways.pool(), node)
  return row?.offline_reason === null && row.gateway === gateway
}

describe('several gateways', () => {
  it('move a node from one to the other, there and back, and each row of history names its gateway', async () => {
    const [a, b] = [
      await startTestGateway({ databaseUrl: gateways.databaseUrl(), gatewayId: 'a' }),
      await startTestGateway({ databaseUrl: gateways.databaseUrl(), gatewayId: 'b' }),
    ]
    gateways.closeAfter(a.stop)
    gateways.closeAfter(b.stop)
    const agent = agentOf(a.url)
    for (const [index, gateway] of [a, b, a, b].entries()) {
      await agent.join(gateway.url)
      const other = gateway === a ? b : a
      await waitUntil('it joined', () => gateway.hub.link(agent.node))
      await waitUntil('the other let it go', () => other.hub.link(agent.node) === undefined)
      expect((await readHistory(gateways.pool(), agent.node)).length).toBe(1 + 2 * index)
    }
    expect(await isOnline(agent.node, 'b')).toBe(true)
    expect(await readHistory(gateways.pool(), agent.node)).toEqual([
      'online NODE_ONLINE a',
      'offline NODE_OFFLINE_REPLACED a',
      'online NODE_ONLINE b',
      'offline NODE_OFFLINE_REPLACED b',
      'online NODE_ONLINE a',
      'offline NODE_OFFLINE_REPLACED a',
      'online NODE_ONLINE b',
    ])
  })

  it('hand over on SIGTERM: nodes are told another moment each, rows say why, and they go on elsewhere', async () => {
    const leaving = await spawnGateway({ databaseUrl: gateways.databaseUrl(), gatewayId: 'leaving' })
    const staying = await startTestGateway({ databaseUrl: gateways.databaseUrl(), gatewayId: 'staying' })
    gateways.closeAfter(staying.stop)
    gateways.closeAfter(leaving.kill)
    const agents = Array.from({ length: 10 }, () => agentOf(leaving.url))
    await Promise.all(agents.map((agent) => agent.join()))
    for (const agent of agents) await waitUntil('it is online', () => isOnline(agent.node, 'leaving'))
    agents[0]?.put('started', { jobId: `job_${'0'.repeat(32)}`, fence: 1 })
    const startedAt = Date.now()
    expect(await leaving.stop()).toBe(0)
    expect(Date.now() - startedAt).toBeLessThan(10_000)
    const waits = agents.map((agent) => agent.framesOf('goodbye')[0]?.body)
    expect(waits.map((body) => body?.reason)).toEqual(agents.map(() => 'GATEWAY_DRAINING'))
    expect(new Set(waits.map((body) => body?.retryAfterMs)).size).toBeGreaterThan(3)
    // What was read before the goodbye was handled, and is acknowledged by it.
    expect(agents[0]?.stream().retainedFrames).toBe(0)
    for (const agent of agents) {
      expect((await readSession(gateways.pool(), agent.node))?.offline_reason).toBe('NODE_OFFLINE_GATEWAY')
      await agent.join(staying.url)
    }
    for (const agent of agents) {
      await waitUntil('it is online', () => isOnline(agent.node, 'staying'))
      expect(await readHistory(gateways.pool(), agent.node)).toEqual([
        'online NODE_ONLINE leaving',
        'offline GATEWAY_DRAINING leaving',
        'online NODE_ONLINE staying',
      ])
    }
  })

  it('read nothing more once they drain, and acknowledge with the goodbye what is still being handled', async () => {
    const gate = Promise.withResolvers<void>()
    const taken: string[] = []
    const gateway = await gateways.start({
      listen: (hub) =>
        hub.on('started', async (_, { jobId }) => {
          taken.push(jobId)
          await gate.promise
        }),
    })
    const agent = gateways.agentOf(gateway)
    await agent.join()
    await waitUntil('it joined', () => gateway.hub.link(agent.node))
    agent.put('started', handleOf(1))
    await waitUntil('it is being handled', () => taken.length === 1)
    const stopped = gateway.stop()
    agent.put('started', handleOf(2))
    await waitUntil('no new socket is taken', () =>
      gateways
        .agentOf(gateway)
        .dial()
        .then(
          () => false,
          () => true,
        ),
    )
    expect(agent.framesOf('goodbye')).toEqual([])
    gate.resolve()
    expect((await agent.hear('goodbye')).body.reason).toBe('GATEWAY_DRAINING')
    await stopped
    expect(taken).toEqual([handleOf(1).jobId])
    expect([agent.stream().acked, agent.stream().sent]).toEqual([2, 3])
  })

  it(`settle after kill -9 and restart, ${KILLS} times: who comes back is online, who does not is not`, async () => {
    const agents: ReturnType<typeof agentOf>[] = []
    for (let kill = 0; kill < KILLS; kill++) {
      const gateway = await spawnGateway({ databaseUrl: gateways.databaseUrl(), gatewayId: 'restarted' })
      gateways.closeAfter(gateway.kill)
      agents.push(agentOf(gateway.url), agentOf(gateway.url))
      // Sessions of the run before are over once the port is open.
      for (const agent of agents.slice(0, -2)) {
        expect((await readSession(gateways.pool(), agent.node))?.offline_reason).toBe('NODE_OFFLINE_GATEWAY')
      }
      for (const agent of agents) {
        await agent.join(gateway.url)
        expect(agent.welcome()?.resumed).toBeNull()
      }
      for (const agent of agents) await waitUntil('it is online', () => isOnline(agent.node, 'restarted'))
      await gateway.kill()
    }
    const last = await startTestGateway({ databaseUrl: gateways.databaseUrl(), gatewayId: 'restarted' })
    gateways.closeAfter(last.stop)
    const [back, ...gone] = agents
    await back?.join(last.url)
    await waitUntil('it is online', () => isOnline(back?.node ?? '0x', 'restarted'))
    for (const agent of gone) {
      expect((await readSession(gateways.pool(), agent.node))?.offline_reason).toBe('NODE_OFFLINE_GATEWAY')
    }
    const history = await readHistory(gateways.pool(), back?.node ?? '0x')
    expect(history).toHaveLength(2 * KILLS + 1)
    for (const [index, words] of history.entries()) {
      const expected = index % 2 === 0 ? 'online NODE_ONLINE' : 'offline NODE_OFFLINE_GATEWAY'
      expect(words).toBe(`${expected} restarted`)
    }
  }, 60_000)

  it('sweep what a dead one left online, when it is stale', async () => {
    const dead = await spawnGateway({ databaseUrl: gateways.databaseUrl(), gatewayId: 'dead' })
    gateways.closeAfter(dead.kill)
    const agent = agentOf(dead.url)
    await agent.join()
    await waitUntil('it is online', () => isOnline(agent.node, 'dead'))
    await dead.kill()
    // As if it had died two minutes ago.
    await gateways
      .pool()
      .query(
        "UPDATE node_session SET last_seen_at = last_seen_at - interval '2 minutes' WHERE gateway = 'dead'",
      )
    const alive = await startTestGateway({
      databaseUrl: gateways.databaseUrl(),
      gatewayId: 'alive',
      sweepMs: 100,
    })
    gateways.closeAfter(alive.stop)
    await waitUntil('it was swept', async () => !(await isOnline(agent.node, 'dead')))
    expect(await readHistory(gateways.pool(), agent.node)).toEqual([
      'online NODE_ONLINE dead',
      'offline NODE_OFFLINE_GATEWAY dead',
    ])
  })
})
