import { randomBytes } from 'node:crypto'
import {
  dealShares,
  finishKeyGeneration,
  issuerIdentifier,
  type KeyGenerationState,
  type KeyOffer,
  offerKey,
} from '@network3/clsc/key-generation'
import { applyRefresh, offerRefresh, type RefreshOffer } from '@network3/clsc/share-refresh'
import type { ActiveShare } from '../share/share-record.ts'

/** A node's offer as it travels. */
export type WireOffer = { commitment: string[]; proof?: string | undefined }
/** What came of a round: or who is to blame that nothing did. */
type RoundResult<T> = { ok: true; value: T } | { ok: false; accused: number[] }

/** The mathematics of one ceremony for one node: key generation and refresh look the same from outside. */
export type Rounds = {
  offer: WireOffer
  /** After all offers are known to be the same everywhere; keyed by node. */
  deal: (offers: ReadonlyMap<number, WireOffer>) => RoundResult<Map<number, string>>
  /** After a share of every other node came. */
  finish: (
    offers: ReadonlyMap<number, WireOffer>,
    shares: ReadonlyMap<number, string>,
  ) => RoundResult<{ commitments: string[]; signingShare: string }>
}

type Signers = { me: number; nodes: number; threshold: number }

export function startKeyGeneration({ me, nodes, threshold }: Signers): Rounds {
  const { offer, state } = offerKey(issuerIdentifier(me), { threshold, nodes })
  return {
    offer: { commitment: offer.commitment.map(toHex), proof: toHex(offer.proofOfKnowledge) },
    deal: (offers) => {
      const dealt = dealShares(state, decodeKeyOffers(offers))
      if (!dealt.ok) return { ok: false, accused: numbersOf(dealt.cheaters, nodes) }
      const shares = Object.entries(dealt.shares)
      return {
        ok: true,
        value: new Map(shares.map(([to, { signingShare }]) => [numberOf(to, nodes), toHex(signingShare)])),
      }
    },
    finish: (offers, shares) => finishGeneration(state, nodes, offers, shares),
  }
}

function finishGeneration(
  state: KeyGenerationState,
  nodes: number,
  offers: ReadonlyMap<number, WireOffer>,
  shares: ReadonlyMap<number, string>,
): ReturnType<Rounds['finish']> {
  const dealt = [...shares].map(([from, share]) => ({
    identifier: issuerIdentifier(from),
    signingShare: Uint8Array.fromHex(share),
  }))
  const result = finishKeyGeneration(state, decodeKeyOffers(offers), dealt)
  if (!result.ok) return { ok: false, accused: numbersOf(result.cheaters, nodes) }
  const commitments = result.issuer.commitments.map(toHex)
  return { ok: true, value: { commitments, signingShare: toHex(result.share.signingShare) } }
}

export function startRefresh({ me, nodes }: Signers, active: ActiveShare): Rounds {
  const { offer, shares: own } = offerRefresh(
    active.issuer,
    issuerIdentifier(me),
    (length) => new Uint8Array(randomBytes(length)),
  )
  return {
    offer: { commitment: offer.commitment.map(toHex) },
    deal: () => ({
      ok: true,
      value: new Map(Object.entries(own).map(([to, share]) => [numberOf(to, nodes), toHex(share)])),
    }),
    finish: (offers, shares) => {
      const allOffers: RefreshOffer[] = [
        offer,
        ...[...offers].map(([from, { commitment }]) => ({
          identifier: issuerIdentifier(from),
          commitment: commitment.map((point) => Uint8Array.fromHex(point)),
        })),
      ]
      const mine = { identifier: offer.identifier, share: own[offer.identifier] ?? new Uint8Array() }
      const dealt = [...shares].map(([from, share]) => ({
        identifier: issuerIdentifier(from),
        share: Uint8Array.fromHex(share),
      }))
      const result = applyRefresh(active.issuer, active.share, allOffers, [mine, ...dealt])
      if (!result.ok) return { ok: false, accused: numbersOf(result.cheaters, nodes) }
      const commitments = result.issuer.commitments.map(toHex)
      return { ok: true, value: { commitments, signingShare: toHex(result.share.signingShare) } }
    },
  }
}

function decodeKeyOffers(offers: ReadonlyMap<number, WireOffer>): KeyOffer[] {
  return [...offers].map(([from, { commitment, proof }]) => ({
    identifier: issuerIdentifier(from),
    commitment: commitment.map((point) => Uint8Array.fromHex(point)),
    proofOfKnowledge: Uint8Array.fromHex(proof ?? ''),
  }))
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function numbersOf(identifiers: readonly string[], nodes: number): number[] {
  return identifiers.map((identifier) => numberOf(identifier, nodes))
}

function numberOf(identifier: string, nodes: number): number {
  for (let node = 1; node <= nodes; node++) if (issuerIdentifier(node) === identifier) return node
  throw new Error('An identifier is of no node.')
}
