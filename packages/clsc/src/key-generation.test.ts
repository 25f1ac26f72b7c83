import { describe, expect, test } from 'vitest'
import { dealShares, finishKeyGeneration, issuerIdentifier, type KeyOffer } from './key-generation.ts'
import { generated, issue, refusal, startRounds } from './testing/generate-keys.ts'

describe('distributed key generation', () => {
  test('gives all nodes one public key, and a threshold of them issues', () => {
    for (const { issuer } of generated) expect(issuer).toEqual(generated[0]?.issuer)
    expect(issue(generated.slice(1)).ok).toBe(true)
    expect(issue(generated).ok).toBe(true)
  })

  test('gives fewer than the threshold nothing', () => {
    expect(refusal(() => issue(generated.slice(0, 2)))).toBe('misuse')
  })

  test('names a node whose proof is of another offer', () => {
    const nodes = startRounds()
    const [me, honest, cheater, other] = nodes
    if (!me || !honest || !cheater || !other) throw new Error('four nodes')
    const offers = [
      honest.offer,
      { ...cheater.offer, proofOfKnowledge: other.offer.proofOfKnowledge },
      other.offer,
    ]
    expect(dealShares(me.state, offers)).toEqual({ ok: false, cheaters: [cheater.offer.identifier] })
  })

  test('names a node that deals a share off its polynomial', () => {
    const nodes = startRounds()
    const [me, ...others] = nodes
    if (me === undefined) throw new Error('four nodes')
    const dealt = nodes.map(({ state, offer }) => {
      const result = dealShares(
        state,
        nodes.filter((node) => node.offer !== offer).map((node) => node.offer),
      )
      return result.ok ? result.shares : {}
    })
    const toMe = dealt.slice(1).flatMap((shares) => shares[me.offer.identifier] ?? [])
    const cheated = toMe.map((share, index) =>
      index === 1 ? { ...share, signingShare: toMe[0]?.signingShare ?? share.signingShare } : share,
    )
    expect(
      finishKeyGeneration(
        me.state,
        others.map(({ offer }) => offer),
        cheated,
      ),
    ).toEqual({
      ok: false,
      cheaters: [others[1]?.offer.identifier],
    })
  })

  test('names whoever deals without having offered', () => {
    const [me, ...others] = startRounds()
    if (me === undefined) throw new Error('four nodes')
    const offers = others.map(({ offer }) => offer)
    dealShares(me.state, offers)
    const stranger = { identifier: issuerIdentifier(9), signingShare: new Uint8Array(32) }
    expect(finishKeyGeneration(me.state, offers, [stranger])).toEqual({
      ok: false,
      cheaters: [stranger.identifier],
    })
  })

  test('needs everybody', () => {
    const [me, ...others] = startRounds()
    if (me === undefined) throw new Error('four nodes')
    expect(
      refusal(() =>
        dealShares(
          me.state,
          others.slice(1).map(({ offer }) => offer),
        ),
      ),
    ).toBe('misuse')
  })

  test('says in the cause of the error what was missing', () => {
    const [me] = startRounds()
    if (me === undefined) throw new Error('four nodes')
    const error = expect.objectContaining({ reason: 'misuse', cause: expect.any(Error) })
    expect(() => dealShares(me.state, [])).toThrow(error)
    expect(() => finishKeyGeneration(me.state, [], [])).toThrow(error)
  })

  test('needs a share of everybody, and no share twice', () => {
    const nodes = startRounds()
    const [me, ...others] = nodes
    if (me === undefined) throw new Error('four nodes')
    const offers = others.map(({ offer }) => offer)
    const toMe = nodes.flatMap((node) => {
      const dealt = dealShares(
        node.state,
        nodes.filter((other) => other !== node).map(({ offer }) => offer),
      )
      return dealt.ok ? (dealt.shares[me.offer.identifier] ?? []) : []
    })
    expect(refusal(() => finishKeyGeneration(me.state, offers, toMe.slice(1)))).toBe('misuse')
    expect(
      refusal(() => finishKeyGeneration(me.state, offers, [...toMe.slice(1), ...toMe.slice(1, 2)])),
    ).toBe('misuse')
    expect(finishKeyGeneration(me.state, offers, toMe).ok).toBe(true)
  })

  test('names every node whose offer is wrong, and an offer of too few or too many commitments', () => {
    const [me, first, second, third] = startRounds()
    if (!me || !first || !second || !third) throw new Error('four nodes')
    const swapped = { ...first.offer, proofOfKnowledge: second.offer.proofOfKnowledge }
    const short = { ...second.offer, commitment: second.offer.commitment.slice(1) } as KeyOffer
    const twice = [...third.offer.commitment, ...third.offer.commitment]
    const long = { ...third.offer, commitment: twice } as KeyOffer
    const named = dealShares(me.state, [swapped, short, long])
    expect(named).toEqual({
      ok: false,
      cheaters: [first, second, third].map(({ offer }) => offer.identifier),
    })
  })
})
