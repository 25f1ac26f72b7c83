import { waitUntil } from '@network3/testing/wait-until'
import { describe, expect, it } from 'vitest'
import type { Hub } from '../hub.ts'
import { readHistory, readSession } from '../testing/node-rows.ts'
import type { TestGatewayOptions } from '../testing/test-gateway.ts'
import { handleOf, useGateways } from '../testing/use-gateways.ts'
import type { Link } from './link.ts'

const gateways = useGateways('s')

async function open(listen: (hub: Hub) => void = () => {}, options: Partial<TestGatewayOptions> = {}) {
  const gateway = await gateways.start({ listen, ...options })
  const agent = gateways.agentOf(gateway)
  await agent.join()
  const link = await waitUntil('it joined', () => gateway.hub.link(agent.node))
  return { gateway, agent, link }
}

describe('a stream', () => {
  it('loses and doubles nothing in either direction over lost sockets', async () => {
    const taken: string[] = []
    const { gateway, agent, link } = await open((hub) => {
      hub.on('started', async (_, { jobId }) => {
        await new Promise((resolve) => setImmediate(resolve))
        taken.push(jobId)
      })
    })
    const stream = agent.welcome()?.stream
    let given = 0
    for (let loss = 0; loss < 8; loss++) {
      for (let count = 0; count < 10; count++) {
        given += 1
        agent.put('started', handleOf(given))
        expect(link.send('cancel', { ...handleOf(given), reason: 'ATTEMPT_CANCELLED' })).toBe(true)
      }
      // At once, or in the middle of it.
      if (loss % 2 === 1) await agent.hear('cancel', given - 4)
      agent.cut()
      link.send('reveal', handleOf(loss))
      const welcome = await agent.resume()
      expect(welcome.stream).toBe(stream)
      expect(welcome.resumed).not.toBeNull()
    }
    await agent.hear('cancel', given)
    await agent.hear('reveal', 8)
    await waitUntil('the gateway had all', () => taken.length >= given)
    const expected = Array.from({ length: given }, (_, index) => handleOf(index + 1).jobId)
    expect(taken).toEqual(expected)
    expect(agent.framesOf('cancel').map((frame) => frame.body.jobId)).toEqual(expected)
    await waitUntil('all was acknowledged', () => agent.stream().retainedFrames === 0)
    expect(await gateway.metric('n3_gateway_opens_total', { how: 'resumed' })).toBe(8)
    expect(await readHistory(gateways.pool(), agent.node)).toEqual([
      `online NODE_ONLINE ${gateway.hub.gatewayId}`,
    ])
  })

  it('is not resumed by a past that is not its own, nor by another node', async () => {
    const { gateway, agent } = await open()
    const stream = agent.welcome()?.stream ?? ''
    const stranger = gateways.agentOf(gateway)
    await stranger.dial(gateway.url, { stream, received: 0 })
    expect((await stranger.hear('welcome')).body.resumed).toBeNull()
    // More than was ever sent; a stream of before the gateway's restart, which says nothing about this one.
    const pasts = [
      { stream, received: 99 },
      { stream: 'f'.repeat(24), received: 0 },
    ]
    for (const [index, past] of pasts.entries()) {
      const before = agent.welcome()?.stream
      await agent.dial(gateway.url, past)
      const again = await agent.hear('welcome', 2 + index)
      expect(again.body.resumed).toBeNull()
      expect(again.body.stream).not.toBe(before)
    }
  })

  it('acknowledges a frame when its handlers are done, within a second, and not before', async () => {
    const gate = Promise.withResolvers<void>()
    const { agent, link } = await open((hub) => hub.on('started', () => gate.promise))
    await waitUntil('the state was acknowledged', () => agent.stream().acked === 1)
    agent.put('started', handleOf(1))
    agent.put('heartbeat', { freeSlots: 1, load: 1 })
    await waitUntil('the gateway has read both', () => link.freeSlots === 1)
    link.send('reveal', handleOf(1))
    expect((await agent.hear('reveal')).ack).toBe(1)
    gate.resolve()
    await waitUntil('it was acknowledged', () => agent.stream().acked === 2, 1_000)
  })

  it('ends when a handler fails, unacknowledged, so that the node offers the frame again', async () => {
    let failures = 1
    const taken: string[] = []
    const { gateway, agent } = await open((hub) =>
      hub.on('started', (_, { jobId }) => {
        if (failures-- > 0) throw new Error('the database said no')
        taken.push(jobId)
      }),
    )
    agent.put('started', handleOf(1))
    expect((await agent.hear('goodbye')).body.reason).toBe('GATEWAY_FAILED')
    expect(agent.stream().acked).toBeLessThan(2)
    expect((await agent.resume()).resumed).toBeNull()
    agent.put('state', {
      capacity: { slots: 1, memoryBytes: 1, kinds: [], classes: [] },
      paused: null,
      jobs: [],
    })
    agent.put('started', handleOf(1))
    await waitUntil('it was taken', () => taken.length === 1)
    expect(gateway.hub.link(agent.node)?.capacity.slots).toBe(1)
  })

  it('overflows when the node acknowledges nothing, and the link says so', async () => {
    const left: string[] = []
    const { agent, link, gateway } = await open((hub) => hub.onLeave((_, end) => void left.push(end.reason)))
    agent.setAcknowledges(false)
    let sent = 0
    while (link.send('reveal', handleOf(sent))) {
      sent += 1
      if (sent > 10_000) throw new Error('The queue has no end.')
    }
    expect(sent).toBe(512)
    expect(link.send('reveal', handleOf(1))).toBe(false)
    expect((await agent.hear('goodbye')).body.reason).toBe('SESSION_OVERFLOW')
    expect(left).toEqual(['NODE_OFFLINE_LOST'])
    await waitUntil('the history says so', async () =>
      (await readHistory(gateways.pool(), agent.node)).includes(
        `offline SESSION_OVERFLOW ${gateway.hub.gatewayId}`,
      ),
    )
  })

  it('to a node that does not read is held back, in bounds, and goes on when it reads again', async () => {
    const { agent, link } = await open()
    const socket = agent.raw()
    socket.pause()
    // Over what kernel and socket take at once, under what the link may keep.
    for (let index = 0; index < 500; index++) {
      const drop = Array.from({ length: 30 }, (_, at) => handleOf(index * 30 + at))
      expect(link.send('sync', { keep: [], drop })).toBe(true)
    }
    socket.resume()
    await agent.hear('sync', 500)
    expect(agent.framesOf('sync').at(-1)?.body.drop.at(-1)).toEqual(handleOf(499 * 30 + 29))
  })

  it('is read no further than its handlers keep up with', async () => {
    const gate = Promise.withResolvers<void>()
    let handled = 0
    const { gateway, agent } = await open((hub) =>
      hub.on('log', async () => {
        await gate.promise
        handled += 1
      }),
    )
    const envelope = `0x${'ab'.repeat(50_000)}` as const
    for (let index = 0; index < 200; index++) agent.put('log', { ...handleOf(1), index, envelope })
    const link = gateway.hub.link(agent.node) as Link
    await waitUntil('the inbox was full', () => link.inbox.length >= 31)
    // As long as another node takes to join: all twenty megabytes would have come by then.
    const other = gateways.agentOf(gateway)
    await other.join()
    await waitUntil('the other joined', () => gateway.hub.link(other.node))
    expect(link.inbox.length).toBeLessThan(40)
    expect(agent.raw().bufferedAmount).toBeGreaterThan(1_000_000)
    expect(handled).toBe(0)
    gate.resolve()
    await waitUntil('all were handled', () => handled === 200)
    expect(gateway.hub.link(agent.node)).toBeDefined()
  })

  it('gives a token for the routes of its gateway while it lasts', async () => {
    const { gateway, agent } = await open(undefined, {
      routes: [
        () => ({
          ...{ method: 'PUT', path: /^\/v1\/echo\/(\w+)$/, access: 'node', maxBodyBytes: 10 },
          handle: async ({ params, node, body }) => ({
            status: 200,
            body: JSON.stringify({ params, node, body: body.toString() }),
          }),
        }),
      ],
    })
    const url = `http://127.0.0.1:${gateway.port}/v1/echo/a1`
    const put = (token: string | undefined, body: string) =>
      fetch(url, {
        ...{ method: 'PUT', body },
        ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
      })
    const token = agent.welcome()?.token ?? ''
    const answer = await put(token, 'hello')
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { params: ['a1'], node: agent.node, body: 'hello' },
    ])
    const statusOf = async (response: Promise<Response>) => {
      const { status, json } = await response.then(async (r) => ({ status: r.status, json: await r.json() }))
      return `${status} ${(json as { error: { code: string } }).error.code}`
    }
    expect(await statusOf(put(undefined, 'x'))).toBe('401 UNAUTHENTICATED')
    expect(await statusOf(put('00'.repeat(32), 'x'))).toBe('401 UNAUTHENTICATED')
    expect(await statusOf(put(token, 'x'.repeat(11)))).toBe('413 BODY_TOO_LARGE')
    expect(await statusOf(fetch(url))).toBe('405 METHOD_NOT_ALLOWED')
    expect(await statusOf(fetch(`${url}/more`))).toBe('404 NOT_FOUND')
    agent.put('bye', { reason: 'stopped' })
    await agent.hear('goodbye')
    expect(await statusOf(put(token, 'x'))).toBe('401 UNAUTHENTICATED')
    expect((await readSession(gateways.pool(), agent.node))?.gateway).toBe(gateway.hub.gatewayId)
  })
})
