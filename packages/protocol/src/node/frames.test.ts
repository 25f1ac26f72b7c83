import { describe, expect, it } from 'vitest'
import { agentBodies, decodeAgentFrame, decodeGatewayFrame, MAX_FRAME_BYTES } from './frames.ts'
import { asHeartbeat } from './heartbeat-frame.ts'

const heartbeat = { v: 1, seq: 0, ack: 7, type: 'heartbeat', body: { freeSlots: 3, load: 250 } }

describe('decodeAgentFrame', () => {
  it('reads a heartbeat, and nothing that only looks like one', () => {
    expect(decodeAgentFrame(JSON.stringify(heartbeat))).toEqual(heartbeat)
    const odd = [null, -1, 0.5, 257, 1_000_001, '3', 2 ** 53, [], {}, true, undefined]
    for (const value of odd) {
      for (const body of [
        { ...heartbeat.body, freeSlots: value },
        { ...heartbeat.body, load: value },
        { ...heartbeat.body, more: value ?? 0 },
        value,
      ]) {
        const json: unknown = JSON.parse(JSON.stringify({ ...heartbeat, body }))
        const bySchema = agentBodies.heartbeat.safeParse((json as { body: unknown }).body).success
        expect(asHeartbeat(json) !== undefined, JSON.stringify(json)).toBe(bySchema)
        expect(decodeAgentFrame(JSON.stringify(json)) !== undefined).toBe(bySchema)
      }
      for (const frame of [
        { v: value },
        { seq: value },
        { ack: value },
        { type: value },
        { more: value ?? 0 },
      ]) {
        if ('ack' in frame && frame.ack === 257) continue
        if ('ack' in frame && frame.ack === 1_000_001) continue
        expect(decodeAgentFrame(JSON.stringify({ ...heartbeat, ...frame }))).toBeUndefined()
      }
    }
  })

  it('refuses words that no database takes', () => {
    const bye = (reason: string) => JSON.stringify({ v: 1, seq: 1, ack: 0, type: 'bye', body: { reason } })
    expect(decodeAgentFrame(bye('stopped by its owner'))).toBeDefined()
    for (const reason of ['a\u0000b', 'ü', '\ud800', 'x'.repeat(65)]) {
      expect(decodeAgentFrame(bye(reason))).toBeUndefined()
    }
  })

  it('refuses what is no frame of this version', () => {
    const ack = { v: 1, seq: 0, ack: 0, type: 'ack', body: {} }
    expect(decodeAgentFrame(JSON.stringify(ack))).toEqual(ack)
    const bad = [
      '',
      'null',
      '[]',
      '{',
      JSON.stringify({ ...ack, v: 2 }),
      JSON.stringify({ ...ack, seq: 1 }),
      JSON.stringify({ ...ack, type: 'bye', body: { reason: 'x' } }),
      JSON.stringify({ ...ack, type: 'constructor' }),
      JSON.stringify({ ...ack, type: 'welcome' }),
      JSON.stringify({ ...ack, extra: 1 }),
      `${JSON.stringify(ack)}${' '.repeat(MAX_FRAME_BYTES)}`,
    ]
    for (const text of bad) expect(decodeAgentFrame(text), text.slice(0, 80)).toBeUndefined()
  })
})

describe('decodeGatewayFrame', () => {
  it('takes no agent’s frame', () => {
    expect(decodeGatewayFrame(JSON.stringify(heartbeat))).toBeUndefined()
  })
})
