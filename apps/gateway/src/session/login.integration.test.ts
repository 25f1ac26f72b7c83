import { randomBytes } from 'node:crypto'
import type { GatewayBody } from '@network3/protocol/node/frames'
import { signText } from '@network3/protocol/node/node-signature'
import { sessionText } from '@network3/protocol/node/signed-texts'
import { waitUntil } from '@network3/testing/wait-until'
import { describe, expect, it } from 'vitest'
import { useGateways } from '../testing/use-gateways.ts'

const gateways = useGateways('l')

describe('a login', () => {
  it('is refused, each with its reason, when anything about the login is wrong', async () => {
    const gateway = await gateways.start()
    const reasonOf = async (agent: ReturnType<typeof gateways.agentOf>) =>
      (await agent.hear('goodbye')).body.reason

    const otherKey = `0x${randomBytes(32).toString('hex')}` as const
    const stranger = gateways.agentOf(gateway, {
      sign: (challenge) =>
        signText(otherKey, sessionText({ chainId: 31337, node: stranger.node, ...challenge })),
    })
    await stranger.dial()
    expect(await reasonOf(stranger)).toBe('SESSION_BAD_SIGNATURE')

    const foreign = gateways.agentOf(gateway, { chainId: 1 })
    await foreign.dial()
    expect(await reasonOf(foreign)).toBe('SESSION_WRONG_CHAIN')

    const sameNonceOtherChain = gateways.agentOf(gateway, {
      sign: (challenge) =>
        signText(
          sameNonceOtherChain.key,
          sessionText({ chainId: 1, node: sameNonceOtherChain.node, ...challenge }),
        ),
    })
    await sameNonceOtherChain.dial()
    expect(await reasonOf(sameNonceOtherChain)).toBe('SESSION_BAD_SIGNATURE')

    const impatient = await gateways.start({ authTimeoutMs: 100 })
    const mute = gateways.agentOf(impatient, { sign: () => undefined })
    await mute.dial()
    await waitUntil('the mute one was closed', () => mute.closed() !== undefined)
    expect(mute.closed()?.reason).toBe('SESSION_AUTH_LATE')
    expect(gateway.gateway.sessionCount()).toBe(0)
  })

  it('opens for no signature seen on another socket or another gateway', async () => {
    const [here, there] = [await gateways.start(), await gateways.start()]
    const honest = gateways.agentOf(here)
    await honest.join()
    const challenge = honest.framesOf('challenge')[0]?.body as GatewayBody<'challenge'>
    const seen = signText(honest.key, sessionText({ chainId: 31337, node: honest.node, ...challenge }))
    for (const gateway of [here, there]) {
      const thief = gateways.agentOf(gateway, { key: honest.key, sign: () => seen })
      await thief.dial()
      expect((await thief.hear('goodbye')).body.reason).toBe('SESSION_BAD_SIGNATURE')
    }
    // A gateway in the middle passes on the challenge of the one it wants to enter: the text names that one.
    const middle = gateways.agentOf(there, {
      key: honest.key,
      sign: ({ nonce }) =>
        signText(honest.key, sessionText({ chainId: 31337, node: honest.node, nonce, gateway: here.url })),
    })
    await middle.dial()
    expect((await middle.hear('goodbye')).body.reason).toBe('SESSION_BAD_SIGNATURE')
    expect(here.hub.link(honest.node)).toBeDefined()
  })

  it('is limited in number from one network, and by what the gateway holds', async () => {
    const limited = await gateways.start({ connectionsPerMinute: 3 })
    const agents = [1, 2, 3, 4].map(() => gateways.agentOf(limited))
    for (const agent of agents.slice(0, 3)) await agent.join()
    await agents[3]?.dial()
    const refusal = await agents[3]?.hear('goodbye')
    expect(refusal?.body.reason).toBe('SESSION_RATE_LIMITED')
    expect(refusal?.body.retryAfterMs).toBeGreaterThan(15_000)
    const full = await gateways.start({ maxSessions: 1 })
    const [one, two] = [gateways.agentOf(full), gateways.agentOf(full)]
    await one.join()
    await two.dial()
    expect((await two.hear('goodbye')).body.reason).toBe('SESSION_FULL')
    expect(full.gateway.notReadyReasons().map(({ code }) => code)).toEqual(['SESSION_FULL'])
  })
})
