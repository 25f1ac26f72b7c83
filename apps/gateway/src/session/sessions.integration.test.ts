import { randomBytes } from 'node:crypto'
import { createPool, type Pool } from '@network3/db/pool'
import { sweepNodeSessions } from '@network3/db/write/node-sessions'
import type { GatewayBody } from '@network3/protocol/node/frames'
import { signText } from '@network3/protocol/node/node-signature'
import { sessionText } from '@network3/protocol/node/signed-texts'
import { createTestDatabase } from '@network3/testing/postgres'
import { waitUntil } from '@network3/testing/wait-until'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readHistory, readSession } from '../testing/node-rows.ts'
import { capacity, createTestAgent, type TestAgentOptions } from '../testing/test-agent.ts'
import { startTestGateway, type TestGatewayOptions } from '../testing/test-gateway.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let pool: Pool
const closers: (() => unknown)[] = []
beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool(database.url, { maxConnections: 2 })
})
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

let number = 0
async function start(options: Partial<TestGatewayOptions> = {}) {
  number += 1
  const gateway = await startTestGateway({ databaseUrl: database.url, gatewayId: `g${number}`, ...options })
  closers.push(gateway.stop)
  return gateway
}
function agentOf(gateway: { url: string }, options: Partial<TestAgentOptions> = {}) {
  const agent = createTestAgent({ url: gateway.url, ...options })
  closers.push(agent.leave)
  return agent
}
const handleOf = (index: number) => ({ jobId: `job_${index.toString(16).padStart(32, '0')}`, fence: 1 })

describe('a session', () => {
  it('begins with a signature, is in the hub and the database when its state is known, and ends with bye', async () => {
    const joined: string[] = []
    const left: string[] = []
    const gateway = await start({
      listen: (hub) => {
        hub.onJoin((link) => void joined.push(`${link.node} ${link.capacity.slots} ${link.freeSlots}`))
        hub.onLeave((link, end) => void left.push(`${link.node} ${end.reason}`))
      },
    })
    const agent = agentOf(gateway)
    await agent.join()
    await waitUntil('it joined', () => joined.length > 0)
    expect(joined).toEqual([`${agent.node} 4 4`])
    expect(gateway.hub.link(agent.node)?.subnet).toMatch(/^0x[0-9a-f]{64}$/)
    const row = await readSession(pool, agent.node)
    expect(row).toMatchObject({ gateway: gateway.hub.gatewayId, stream: agent.welcome()?.stream, slots: 4 })
    agent.put('heartbeat', { freeSlots: 2, load: 321 })
    await waitUntil('the heartbeat was written', async () => {
      const now = await readSession(pool, agent.node)
      return now?.free_slots === 2 && now.load === 321
    })
    agent.put('bye', { reason: 'stopped' })
    const { body } = await agent.hear('goodbye')
    expect([body.reason, body.retryAfterMs]).toEqual(['NODE_OFFLINE_STOPPED', null])
    await waitUntil('it left', () => left.length > 0)
    await waitUntil(
      'the row says so',
      async () => (await readSession(pool, agent.node))?.offline_reason !== null,
    )
    expect(left).toEqual([`${agent.node} NODE_OFFLINE_STOPPED`])
    expect(await readHistory(pool, agent.node)).toEqual([
      `online NODE_ONLINE ${gateway.hub.gatewayId}`,
      `offline NODE_OFFLINE_STOPPED ${gateway.hub.gatewayId}`,
    ])
    expect(gateway.hub.link(agent.node)).toBeUndefined()
  })

  it('is refused, each with its reason, when anything about the login is wrong', async () => {
    const gateway = await start({ authTimeoutMs: 300 })
    const reasonOf = async (agent: ReturnType<typeof agentOf>) => (await agent.hear('goodbye')).body.reason

    const otherKey = `0x${randomBytes(32).toString('hex')}` as const
    const stranger = agentOf(gateway, {
      sign: (challenge) =>
        signText(otherKey, sessionText({ chainId: 31337, node: stranger.node, ...challenge })),
    })
    await stranger.dial()
    expect(await reasonOf(stranger)).toBe('SESSION_BAD_SIGNATURE')

    const foreign = agentOf(gateway, { chainId: 1 })
    await foreign.dial()
    expect(await reasonOf(foreign)).toBe('SESSION_WRONG_CHAIN')

    const sameNonceOtherChain = agentOf(gateway, {
      sign: (challenge) =>
        signText(
          sameNonceOtherChain.key,
          sessionText({ chainId: 1, node: sameNonceOtherChain.node, ...challenge }),
        ),
    })
    await sameNonceOtherChain.dial()
    expect(await reasonOf(sameNonceOtherChain)).toBe('SESSION_BAD_SIGNATURE')

    const mute = agentOf(gateway, {
      sign: () => {
        throw new Error('says nothing')
      },
    })
    await mute.dial()
    mute.raw().removeAllListeners('message')
    await waitUntil('the mute one was closed', () => mute.closed() !== undefined)
    expect(mute.closed()?.reason).toBe('SESSION_AUTH_LATE')
    expect(gateway.gateway.sessionCount()).toBe(0)
  })

  it('opens for no signature seen on another socket or another gateway', async () => {
    const [here, there] = [await start(), await start()]
    const honest = agentOf(here)
    await honest.join()
    const challenge = honest.framesOf('challenge')[0]?.body as GatewayBody<'challenge'>
    const seen = signText(honest.key, sessionText({ chainId: 31337, node: honest.node, ...challenge }))
    for (const gateway of [here, there]) {
      const thief = agentOf(gateway, { key: honest.key, sign: () => seen })
      await thief.dial()
      expect((await thief.hear('goodbye')).body.reason).toBe('SESSION_BAD_SIGNATURE')
    }
    // A gateway in the middle passes on the challenge of the one it wants to enter: the text names that one.
    const middle = agentOf(there, {
      key: honest.key,
      sign: ({ nonce }) =>
        signText(honest.key, sessionText({ chainId: 31337, node: honest.node, nonce, gateway: here.url })),
    })
    await middle.dial()
    expect((await middle.hear('goodbye')).body.reason).toBe('SESSION_BAD_SIGNATURE')
    expect(here.hub.link(honest.node)).toBeDefined()
  })

  it('ends at a frame that is none, is out of order, comes before the state or is too long', async () => {
    const gateway = await start()
    const bad: ((agent: ReturnType<typeof agentOf>) => void)[] = [
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
      const agent = agentOf(gateway)
      await agent.join()
      await waitUntil('it joined', () => gateway.hub.link(agent.node))
      send(agent)
      await waitUntil('it was closed', () => agent.closed() !== undefined)
      await waitUntil('the history says why', async () =>
        (await readHistory(pool, agent.node)).includes(`offline SESSION_BAD_FRAME ${gateway.hub.gatewayId}`),
      )
      expect((await readSession(pool, agent.node))?.offline_reason).toBe('NODE_OFFLINE_REFUSED')
    }
    const hasty = agentOf(gateway)
    await hasty.dial()
    await hasty.hear('welcome')
    hasty.put('accepted', handleOf(1))
    expect((await hasty.hear('goodbye')).body.reason).toBe('SESSION_BAD_FRAME')
    expect(await readHistory(pool, hasty.node)).toEqual([])
  })

  it('of the same node replaces the older one, on the same gateway and on another', async () => {
    const [here, there] = [await start(), await start()]
    const first = agentOf(here)
    await first.join()
    await waitUntil('the first joined', () => here.hub.link(first.node))
    const second = agentOf(here, { key: first.key })
    await second.join()
    expect((await first.hear('goodbye')).body).toMatchObject({
      reason: 'SESSION_REPLACED',
      retryAfterMs: null,
    })
    await waitUntil('the second joined', () => here.hub.link(first.node))
    const third = agentOf(there, { key: first.key })
    await third.join()
    expect((await second.hear('goodbye')).body.reason).toBe('SESSION_REPLACED')
    await waitUntil('the third joined', () => there.hub.link(first.node))
    expect(here.hub.link(first.node)).toBeUndefined()
    expect(await readSession(pool, first.node)).toMatchObject({
      ...{ gateway: there.hub.gatewayId, offline_reason: null, stream: third.welcome()?.stream },
    })
    expect((await readHistory(pool, first.node)).at(-1)).toBe(`online NODE_ONLINE ${there.hub.gatewayId}`)
  })

  it('is dropped by the older gateway at its next write, even when the bus said nothing', async () => {
    const here = await start()
    const agent = agentOf(here)
    await agent.join()
    await waitUntil('it joined', () => here.hub.link(agent.node))
    await pool.query("UPDATE node_session SET gateway = 'elsewhere', stream = 'other' WHERE gateway = $1", [
      here.hub.gatewayId,
    ])
    agent.put('heartbeat', { freeSlots: 1, load: 1 })
    expect((await agent.hear('goodbye')).body.reason).toBe('SESSION_REPLACED')
    expect((await readSession(pool, agent.node))?.gateway).toBe('elsewhere')
  })

  it('that a sweep took for dead puts its row right, and counts the correction', async () => {
    const here = await start()
    const agent = agentOf(here)
    await agent.join()
    await waitUntil('it joined', () => here.hub.link(agent.node))
    await sweepNodeSessions(pool, { at: new Date(), gateway: here.hub.gatewayId })
    agent.put('heartbeat', { freeSlots: 1, load: 1 })
    await waitUntil(
      'the row is online again',
      async () => (await readSession(pool, agent.node))?.offline_reason === null,
    )
    expect(await here.metric('n3_gateway_corrections_total', { of: 'row' })).toBe(1)
    expect(agent.framesOf('goodbye')).toEqual([])
  })

  it('is ended when nothing is heard for three heartbeats, and when a lost one does not come back', async () => {
    const gateway = await start({ heartbeatSeconds: 0.5, resumeSeconds: 0.4 })
    const silent = agentOf(gateway)
    const lost = agentOf(gateway)
    await Promise.all([silent.join(), lost.join()])
    await waitUntil('both joined', () => [...gateway.hub.links()].length === 2)
    lost.cut()
    expect((await silent.hear('goodbye')).body.reason).toBe('SESSION_SILENT')
    const id = gateway.hub.gatewayId
    await waitUntil('the history is whole', async () => (await readHistory(pool, lost.node)).length === 2)
    expect(await readHistory(pool, lost.node)).toEqual([
      `online NODE_ONLINE ${id}`,
      `offline NODE_OFFLINE_LOST ${id}`,
    ])
    await waitUntil('the other one’s too', async () =>
      (await readHistory(pool, silent.node)).includes(`offline SESSION_SILENT ${id}`),
    )
  })

  it('is limited in number from one network, and by what the gateway holds', async () => {
    const limited = await start({ connectionsPerMinute: 3 })
    const agents = [1, 2, 3, 4].map(() => agentOf(limited))
    for (const agent of agents.slice(0, 3)) await agent.join()
    await agents[3]?.dial()
    const refusal = await agents[3]?.hear('goodbye')
    expect(refusal?.body.reason).toBe('SESSION_RATE_LIMITED')
    expect(refusal?.body.retryAfterMs).toBeGreaterThan(15_000)
    const full = await start({ maxSessions: 1 })
    const [one, two] = [agentOf(full), agentOf(full)]
    await one.join()
    await two.dial()
    expect((await two.hear('goodbye')).body.reason).toBe('SESSION_FULL')
    expect(full.gateway.notReadyReasons().map(({ code }) => code)).toEqual(['SESSION_FULL'])
  })

  it('ends when the node floods it', async () => {
    const gateway = await start()
    const agent = agentOf(gateway)
    await agent.join()
    await waitUntil('it joined', () => gateway.hub.link(agent.node))
    for (let count = 0; count < 5_000; count++) agent.put('heartbeat', { freeSlots: 1, load: 1 })
    expect((await agent.hear('goodbye')).body.reason).toBe('SESSION_FLOOD')
  })

  it('learns its operator with the block that registers it', async () => {
    const gateway = await start()
    const changed: (string | undefined)[] = []
    gateway.hub.onChange((link) => void changed.push(link.operator))
    const agent = agentOf(gateway)
    await agent.join()
    const link = await waitUntil('it joined', () => gateway.hub.link(agent.node))
    expect(link.operator).toBeUndefined()
    await pool.query(
      `INSERT INTO node (address, operator, capabilities, country, spec_hash, registered_block, registered_at)
       VALUES ($1, $2, 1, 'DE', $3, 1, now())`,
      [Buffer.from(agent.node.slice(2), 'hex'), Buffer.alloc(20, 9), Buffer.alloc(32)],
    )
    await pool.query('SELECT pg_notify($1, $2)', [
      'n3_block',
      JSON.stringify({ blockNumber: '1', blockHash: `0x${'00'.repeat(32)}`, events: 1 }),
    ])
    await waitUntil('the operator is known', () => link.operator !== undefined, 5_000)
    expect(changed).toEqual([`0x${'09'.repeat(20)}`])
  })

  it('tells a change of capacity once; one that only a resync brings is a correction', async () => {
    const gateway = await start()
    const agent = agentOf(gateway)
    await agent.join()
    const link = await waitUntil('it joined', () => gateway.hub.link(agent.node))
    agent.put('capacity', { capacity: { ...capacity, slots: 2 }, paused: 'PAUSED_BY_OWNER' })
    await waitUntil('it was taken', () => link.paused === 'PAUSED_BY_OWNER')
    agent.put('state', { capacity: { ...capacity, slots: 2 }, paused: 'PAUSED_BY_OWNER', jobs: [] })
    agent.put('state', { capacity: { ...capacity, slots: 7 }, paused: null, jobs: [] })
    await waitUntil('it was taken', () => link.capacity.slots === 7)
    await waitUntil('it was written', async () => (await readSession(pool, agent.node))?.slots === 7)
    expect(await gateway.metric('n3_gateway_corrections_total', { of: 'capacity' })).toBe(1)
  })
})
