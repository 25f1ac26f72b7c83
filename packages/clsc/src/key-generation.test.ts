import { describe, expect, test } from 'vitest'
import { nodeBackend } from './backend-node.ts'
import { utf8 } from './bytes.ts'
import { reasonOf } from './clsc-error.ts'
import { createDomain } from './domain.ts'
import { issuerOf } from './issuer-public.ts'
import {
  combineShares,
  commitToIssue,
  type IssuerPublic,
  type IssuerShare,
  issueShare,
  masterPublicKeyOf,
} from './issuing.ts'
import {
  dealShares,
  finishKeyGeneration,
  issuerIdentifier,
  type KeyOffer,
  offerKey,
} from './key-generation.ts'
import { applyRefresh, offerRefresh } from './share-refresh.ts'
import { createUserSecret } from './user-key.ts'

const signers = { threshold: 3, nodes: 4 }

function startRounds() {
  return [1, 2, 3, 4].map((index) => offerKey(issuerIdentifier(index), signers))
}

function generate() {
  const nodes = startRounds()
  const others = (index: number) => nodes.filter((_, other) => other !== index).map(({ offer }) => offer)
  const dealt = nodes.map(({ state }, index) => {
    const result = dealShares(state, others(index))
    if (!result.ok) throw new Error('an offer is wrong')
    return result.shares
  })
  return nodes.map(({ state, offer }, index) => {
    const toMe = dealt.flatMap((shares) => shares[offer.identifier] ?? [])
    const result = finishKeyGeneration(state, others(index), toMe)
    if (!result.ok) throw new Error('a share is wrong')
    return result
  })
}

function issue(nodes: { issuer: IssuerPublic; share: IssuerShare }[]) {
  const [first] = nodes
  if (first === undefined) throw new Error('no node')
  const domain = createDomain(masterPublicKeyOf(first.issuer), nodeBackend)
  const request = { id: utf8('did:n3:alice'), epoch: 1, userPoint: createUserSecret(domain).userPoint }
  const committed = nodes.map((node) => ({ ...node, ...commitToIssue(node.share) }))
  const commitments = committed.map(({ commitment }) => commitment)
  const shares = committed.map((node) =>
    issueShare(node.issuer, node.share, node.nonces, commitments, request),
  )
  return combineShares(domain, first.issuer, commitments, shares, request)
}

function refresh(nodes: { issuer: IssuerPublic; share: IssuerShare }[]) {
  const dealers = nodes.map(({ issuer, share }) =>
    offerRefresh(issuer, share.identifier, nodeBackend.randomBytes),
  )
  const offers = dealers.map(({ offer }) => offer)
  return nodes.map(({ issuer, share }) => {
    const dealt = dealers.map(({ offer, shares }) => ({
      identifier: offer.identifier,
      share: shares[share.identifier] ?? new Uint8Array(),
    }))
    return { issuer, share, offers, dealt }
  })
}

const generated = generate()

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

describe('a refresh', () => {
  const startRefresh = () => refresh(generated)
  const finishRefresh = () =>
    startRefresh().map(({ issuer, share, offers, dealt }) => {
      const result = applyRefresh(issuer, share, offers, dealt)
      if (!result.ok) throw new Error('a share is wrong')
      return result
    })

  test('offers a commitment to each coefficient but the constant, and a share for every node', () => {
    const [node] = generated
    if (node === undefined) throw new Error('no node')
    const { issuer, share } = node
    const { offer, shares } = offerRefresh(issuer, share.identifier, nodeBackend.randomBytes)
    expect(offer.identifier).toBe(share.identifier)
    expect(offer.commitment.map((point) => point.length)).toEqual([32, 32])
    expect(Object.keys(shares).sort()).toEqual([1, 2, 3, 4].map(issuerIdentifier).sort())
  })

  test('keeps the master public key, changes every share, and issuing goes on', () => {
    const refreshed = finishRefresh()
    const [before, after] = [generated[0], refreshed[0]]
    if (before === undefined || after === undefined) throw new Error('no node')
    expect(masterPublicKeyOf(after.issuer)).toEqual(masterPublicKeyOf(before.issuer))
    for (const { issuer } of refreshed) expect(issuer).toEqual(after.issuer)
    for (const [index, node] of refreshed.entries())
      expect(node.share.signingShare).not.toEqual(generated[index]?.share.signingShare)
    expect(issue(refreshed.slice(0, 3)).ok).toBe(true)
  })

  test('makes old shares worthless together with new ones', () => {
    const [stolen] = generated
    const [, second, third] = finishRefresh()
    if (!stolen || !second || !third) throw new Error('no node')
    const mixed = [{ issuer: second.issuer, share: stolen.share }, second, third]
    expect(issue(mixed)).toEqual({ ok: false, cheaters: [stolen.share.identifier] })
  })

  test('names a node that deals a wrong share, or commits to too little', () => {
    const [round] = startRefresh()
    const cheater = generated[2]?.share.identifier
    if (round === undefined || cheater === undefined) throw new Error('no node')
    const { issuer, share, offers, dealt } = round
    const wrong = dealt.map((part, index) => (index === 2 ? { ...part, share: dealt[1]?.share } : part))
    expect(applyRefresh(issuer, share, offers, wrong as typeof dealt)).toEqual({
      ok: false,
      cheaters: [cheater],
    })
    for (const none of [new Uint8Array(32).fill(255), new Uint8Array(31), new Uint8Array()]) {
      const odd = dealt.map((part, index) => (index === 2 ? { ...part, share: none } : part))
      expect(applyRefresh(issuer, share, offers, odd)).toEqual({ ok: false, cheaters: [cheater] })
    }
    for (const commitment of [[], [new Uint8Array(32), new Uint8Array(32)]]) {
      const odd = offers.map((offer, index) => (index === 2 ? { ...offer, commitment } : offer))
      expect(applyRefresh(issuer, share, odd, dealt)).toEqual({ ok: false, cheaters: [cheater] })
    }
  })

  test('names a node that deals zero, or along a polynomial of a higher degree', () => {
    const [round] = startRefresh()
    const dealer = generated[2]
    if (round === undefined || dealer === undefined) throw new Error('no node')
    const { issuer, share, offers, dealt } = round
    const cheater = dealer.share.identifier
    const zero = dealt.map((part, index) => (index === 2 ? { ...part, share: new Uint8Array(32) } : part))
    expect(applyRefresh(issuer, share, offers, zero)).toEqual({ ok: false, cheaters: [cheater] })

    const steeper = { ...issuer, signers: { min: 4, max: 4 } }
    const other = offerRefresh(steeper, cheater, nodeBackend.randomBytes)
    const odd = offers.map((offer, index) => (index === 2 ? other.offer : offer))
    const fitting = dealt.map((part, index) =>
      index === 2 ? { ...part, share: other.shares[share.identifier] ?? part.share } : part,
    )
    expect(applyRefresh(issuer, share, odd, fitting)).toEqual({ ok: false, cheaters: [cheater] })
  })

  test('needs everybody, once', () => {
    const [round] = startRefresh()
    if (round === undefined) throw new Error('no node')
    const { issuer, share, offers, dealt } = round
    expect(refusal(() => applyRefresh(issuer, share, offers.slice(1), dealt))).toBe('misuse')
    expect(refusal(() => applyRefresh(issuer, share, [...offers, ...offers.slice(0, 1)], dealt))).toBe(
      'misuse',
    )
    expect(
      refusal(() => applyRefresh(issuer, share, offers, [...dealt.slice(1), ...dealt.slice(1, 2)])),
    ).toBe('misuse')
  })

  test('leaves verifying shares that follow from the commitments', () => {
    const [node] = finishRefresh()
    if (node === undefined) throw new Error('no node')
    expect(issuerOf(node.issuer.commitments, signers)).toEqual(node.issuer)
    expect(refusal(() => issuerOf(node.issuer.commitments.slice(1), signers))).toBe('misuse')
    for (const [count, threshold, nodes] of [
      [1, 1, 4],
      [3, 3, 2],
    ] as const)
      expect(refusal(() => issuerOf(node.issuer.commitments.slice(0, count), { threshold, nodes }))).toBe(
        'misuse',
      )
    expect(refusal(() => issuerOf([...node.issuer.commitments.slice(1), new Uint8Array(32)], signers))).toBe(
      'bad-key',
    )
  })
})

function refusal(call: () => unknown): string | undefined {
  try {
    call()
    return 'accepted'
  } catch (error) {
    return reasonOf(error)
  }
}
