import { sweepNodeSessions } from '@network3/db/write/node-sessions'
import { waitUntil } from '@network3/testing/wait-until'
import { describe, expect, it } from 'vitest'
import { readHistory, readSession } from '../testing/node-rows.ts'
import { capacity } from '../testing/test-agent.ts'
import { handleOf, useGateways } from '../testing/use-gateways.ts'

const gateways = useGateways('g')

describe('a session', () => {
  it('begins with a signature, is in the hub and the database when its state is known, and ends with bye', async () => {
    const joined: string[] = []
    const left: string[] = []
    const gateway = await gateways.start({
      listen: (hub) => {
        hub.onJoin((link) => void joined.push(`${link.node} ${link.capacity.slots} ${link.freeSlots}`))
        hub.onLeave((link, end) => void left.push(`${link.node} ${end.reason}`))
      },
    })
    const agent = gateways.agentOf(gateway)
    await agent.join()
    await waitUntil('it joined', () => joined.length > 0)
    expect(joined).toEqual([`${agent.node} 4 4`])
    expect(gateway.hub.link(agent.node)?.subnet).toMatch(/^0x[0-9a-f]{64}$/)
    const row = await readSession(gateways.pool(), agent.node)
    expect(row).toMatchObject({ gateway: gateway.hub.gatewayId, stream: agent.welcome()?.stream, slots: 4 })
    agent.put('heartbeat', { freeSlots: 2, load: 321 })
    await waitUntil('the heartbeat was written', async () => {
      const now = await readSession(gateways.pool(), agent.node)
      return now?.free_slots === 2 && now.load === 321
    })
    agent.put('bye', { reason: 'stopped' })
    const { body } = await agent.hear('goodbye')
    expect([body.reason, body.retryAfterMs]).toEqual(['NODE_OFFLINE_STOPPED', null])
    await waitUntil('it left', () => left.length > 0)
    await waitUntil(
      'the row says so',
      async () => (await readSession(gateways.pool(), agent.node))?.offline_reason !== null,
    )
    expect(left).toEqual([`${agent.node} NODE_OFFLINE_STOPPED`])
    expect(await readHistory(gateways.pool(), agent.node)).toEqual([
      `online NODE_ONLINE ${gateway.hub.gatewayId}`,
      `offline NODE_OFFLINE_STOPPED ${gateway.hub.gatewayId}`,
    ])
    expect(gateway.hub.link(agent.node)).toBeUndefined()
  })

  it('ends at a frame that is none, is out of order, comes before the state or is too long', async () => {
    const gateway = await gateways.start()
    const bad: ((agent: ReturnType<typeof gateways.agentOf>) => void)[] = [
      (agent) => agent.raw().send('{'),
      (agent) => agent.raw().send(Buffer.from([1, 2, 3])),
      (agent) =>
        agent.raw().send(JSON.stringify({ v: 1, seq: 9, ack: 0, type: 'accepted', body: handleOf(1) })),
      (agent) => agent.raw().send(JSON.stringify({ v: 1, seq: 0, ack: 99, type: 'ack', body: {} })),
      (agent) => agent.raw().send('x'.repeat(200_000)),
      (agent) =>
        agent.raw().send(
          JSON.stringify({
            ...{ v: 1, seq: 0, ack: 0, type: 'hello' },
            body: { node: agent.node, chainId: 31337, agent: 'x' },
          }),
        ),
    ]
    for (const send of bad) {
      const agent = gateways.agentOf(gateway)
      await agent.join()
      await waitUntil('it joined', () => gateway.hub.link(agent.node))
      send(agent)
      await waitUntil('it was closed', () => agent.closed() !== undefined)
      await waitUntil('the history says why', async () =>
        (await readHistory(gateways.pool(), agent.node)).includes(
          `offline SESSION_BAD_FRAME ${gateway.hub.gatewayId}`,
        ),
      )
      expect((await readSession(gateways.pool(), agent.node))?.offline_reason).toBe('NODE_OFFLINE_REFUSED')
    }
    const hasty = gateways.agentOf(gateway)
    await hasty.dial()
    await hasty.hear('welcome')
    hasty.put('accepted', handleOf(1))
    expect((await hasty.hear('goodbye')).body.reason).toBe('SESSION_BAD_FRAME')
    expect(await readHistory(gateways.pool(), hasty.node)).toEqual([])
  })

  it('of the same node replaces the older one, on the same gateway and on another', async () => {
    const [here, there] = [await gateways.start(), await gateways.start()]
    const first = gateways.agentOf(here)
    await first.join()
    await waitUntil('the first joined', () => here.hub.link(first.node))
    const second = gateways.agentOf(here, { key: first.key })
    await second.join()
    expect((await first.hear('goodbye')).body).toMatchObject({
      reason: 'SESSION_REPLACED',
      retryAfterMs: null,
    })
    await waitUntil('the second joined', () => here.hub.link(first.node))
    const third = gateways.agentOf(there, { key: first.key })
    await third.join()
    expect((await second.hear('goodbye')).body.reason).toBe('SESSION_REPLACED')
    await waitUntil('the third joined', () => there.hub.link(first.node))
    expect(here.hub.link(first.node)).toBeUndefined()
    expect(await readSession(gateways.pool(), first.node)).toMatchObject({
      ...{ gateway: there.hub.gatewayId, offline_reason: null, stream: third.welcome()?.stream },
    })
    expect((await readHistory(gateways.pool(), first.node)).at(-1)).toBe(
      `online NODE_ONLINE ${there.hub.gatewayId}`,
    )
  })

  it('is dropped by the older gateway at its next write, even when the bus said nothing', async () => {
    const here = await gateways.start()
    const agent = gateways.agentOf(here)
    await agent.join()
    await waitUntil('it joined', () => here.hub.link(agent.node))
    await gateways
      .pool()
      .query("UPDATE node_session SET gateway = 'elsewhere', stream = 'other' WHERE gateway = $1", [
        here.hub.gatewayId,
      ])
    agent.put('heartbeat', { freeSlots: 1, load: 1 })
    expect((await agent.hear('goodbye')).body.reason).toBe('SESSION_REPLACED')
    expect((await readSession(gateways.pool(), agent.node))?.gateway).toBe('elsewhere')
  })

  it('that a sweep took for dead puts its row right, and counts the correction', async () => {
    const here = await gateways.start()
    const agent = gateways.agentOf(here)
    await agent.join()
    await waitUntil('it joined', () => here.hub.link(agent.node))
    await sweepNodeSessions(gateways.pool(), { at: new Date(), gateway: here.hub.gatewayId })
    agent.put('heartbeat', { freeSlots: 1, load: 1 })
    await waitUntil(
      'the row is online again',
      async () => (await readSession(gateways.pool(), agent.node))?.offline_reason === null,
    )
    expect(await here.metric('n3_gateway_corrections_total', { of: 'row' })).toBe(1)
    expect(agent.framesOf('goodbye')).toEqual([])
  })

  it('is ended when nothing is heard for three heartbeats, and when a lost one does not come back', async () => {
    const gateway = await gateways.start({ heartbeatSeconds: 0.5, resumeSeconds: 0.4 })
    const silent = gateways.agentOf(gateway)
    const lost = gateways.agentOf(gateway)
    // One after the other: neither may be silent for too long only because this machine is slow.
    await lost.join()
    await waitUntil('it joined', () => gateway.hub.link(lost.node))
    lost.cut()
    await silent.join()
    expect((await silent.hear('goodbye')).body.reason).toBe('SESSION_SILENT')
    const id = gateway.hub.gatewayId
    await waitUntil(
      'the history is whole',
      async () => (await readHistory(gateways.pool(), lost.node)).length === 2,
    )
    expect(await readHistory(gateways.pool(), lost.node)).toEqual([
      `online NODE_ONLINE ${id}`,
      `offline NODE_OFFLINE_LOST ${id}`,
    ])
    await waitUntil('the other one’s too', async () =>
      (await readHistory(gateways.pool(), silent.node)).includes(`offline SESSION_SILENT ${id}`),
    )
  })

  it('ends when the node floods it', async () => {
    const gateway = await gateways.start()
    const agent = gateways.agentOf(gateway)
    await agent.join()
    await waitUntil('it joined', () => gateway.hub.link(agent.node))
    for (let count = 0; count < 5_000; count++) agent.put('heartbeat', { freeSlots: 1, load: 1 })
    expect((await agent.hear('goodbye')).body.reason).toBe('SESSION_FLOOD')
  })

  it('learns its operator with the block that registers it', async () => {
    const gateway = await gateways.start()
    const changed: (string | undefined)[] = []
    gateway.hub.onChange((link) => void changed.push(link.operator))
    const agent = gateways.agentOf(gateway)
    await agent.join()
    const link = await waitUntil('it joined', () => gateway.hub.link(agent.node))
    expect(link.operator).toBeUndefined()
    await gateways.pool().query(
      `INSERT INTO node (address, operator, capabilities, country, spec_hash, registered_block, registered_at)
       VALUES ($1, $2, 1, 'DE', $3, 1, now())`,
      [Buffer.from(agent.node.slice(2), 'hex'), Buffer.alloc(20, 9), Buffer.alloc(32)],
    )
    await gateways
      .pool()
      .query('SELECT pg_notify($1, $2)', [
        'n3_block',
        JSON.stringify({ blockNumber: '1', blockHash: `0x${'00'.repeat(32)}`, events: 1 }),
      ])
    await waitUntil('the operator is known', () => link.operator !== undefined, 5_000)
    expect(changed).toEqual([`0x${'09'.repeat(20)}`])
  })

  it('tells a change of capacity once; one that only a resync brings is a correction', async () => {
    const gateway = await gateways.start()
    const agent = gateways.agentOf(gateway)
    await agent.join()
    const link = await waitUntil('it joined', () => gateway.hub.link(agent.node))
    agent.put('capacity', { capacity: { ...capacity, slots: 2 }, paused: 'PAUSED_BY_OWNER' })
    await waitUntil('it was taken', () => link.paused === 'PAUSED_BY_OWNER')
    agent.put('state', { capacity: { ...capacity, slots: 2 }, paused: 'PAUSED_BY_OWNER', jobs: [] })
    agent.put('state', { capacity: { ...capacity, slots: 7 }, paused: null, jobs: [] })
    await waitUntil('it was taken', () => link.capacity.slots === 7)
    await waitUntil(
      'it was written',
      async () => (await readSession(gateways.pool(), agent.node))?.slots === 7,
    )
    expect(await gateway.metric('n3_gateway_corrections_total', { of: 'capacity' })).toBe(1)
  })
})
