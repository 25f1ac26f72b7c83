import { describe, expect, test } from 'vitest'
import { nodeBackend } from './backend-node.ts'
import { issuerOf } from './issuer-public.ts'
import { masterPublicKeyOf } from './issuing.ts'
import { issuerIdentifier } from './key-generation.ts'
import { applyRefresh, offerRefresh } from './share-refresh.ts'
import { generated, issue, refresh, refusal, signers } from './testing/generate-keys.ts'

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
