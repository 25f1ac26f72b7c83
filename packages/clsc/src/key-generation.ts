import type { DKG_Round1, DKG_Round2, DKG_Secret } from '@noble/curves/abstract/frost.js'
import { ristretto255_FROST as frost } from '@noble/curves/ed25519.js'
import { ClscError } from './clsc-error.ts'
import type { IssuerPublic, IssuerShare } from './issuing.ts'

/** Round one of a node, the same for all others: commitments to its polynomial, and proof that it knows its constant. */
export type KeyOffer = DKG_Round1
/** Round two of a node, for one other node alone: its polynomial at that node. */
export type DealtShare = DKG_Round2
/** A node's own polynomial. It lives in memory until finishKeyGeneration wipes it, and nowhere else. */
export type KeyGenerationState = DKG_Secret

export type KeyGenerationResult =
  | { ok: true; issuer: IssuerPublic; share: IssuerShare }
  | { ok: false; cheaters: string[] }

/** The name of node `index`, from 1, in commitments and shares. */
export function issuerIdentifier(index: number): string {
  return frost.Identifier.fromNumber(index)
}

/**
 * Round one of distributed key generation (Pedersen's, with the proof of possession of FROST, Komlo and Goldberg 2020,
 * figure 1): every node deals, none ever holds s. All offers must reach all nodes alike, so nodes compare what they got
 * before round two.
 */
export function offerKey(
  identifier: string,
  signers: { threshold: number; nodes: number },
): { offer: KeyOffer; state: KeyGenerationState } {
  const { public: offer, secret: state } = frost.DKG.round1(identifier, {
    min: signers.threshold,
    max: signers.nodes,
  })
  return { offer, state }
}

/**
 * Round two: a share for each of the others, keyed by its identifier, once every proof in their offers holds. Otherwise
 * the nodes whose offer is wrong are named, and nothing was dealt.
 */
export function dealShares(
  state: KeyGenerationState,
  offers: readonly KeyOffer[],
): { ok: true; shares: Record<string, DealtShare> } | { ok: false; cheaters: string[] } {
  try {
    return { ok: true, shares: frost.DKG.round2(state, [...offers]) }
  } catch (cause) {
    const cheaters = offers.filter((offer) => !isOfferValid(state, offer)).map(({ identifier }) => identifier)
    if (cheaters.length > 0) return { ok: false, cheaters }
    throw new ClscError('misuse', 'One offer of each other node is needed, and each state deals once.', {
      cause,
    })
  }
}

/**
 * Round three: checks every share dealt to this node against its dealer's commitments, and adds them up. The dealers of
 * wrong shares are named. `offers` are those of round two.
 */
export function finishKeyGeneration(
  state: KeyGenerationState,
  offers: readonly KeyOffer[],
  dealt: readonly DealtShare[],
): KeyGenerationResult {
  const cheaters = dealt
    .filter((share) => !isShareOf(state, offers, share))
    .map(({ identifier }) => identifier)
  if (cheaters.length > 0) return { ok: false, cheaters }
  try {
    const key = frost.DKG.round3(state, [...offers], [...dealt])
    return { ok: true, issuer: key.public, share: key.secret }
  } catch (cause) {
    throw new ClscError('misuse', 'One share of each other node is needed, with the offers of round two.', {
      cause,
    })
  }
}

/** noble judges all offers at once, so one is judged here among others that are known to be right. */
function isOfferValid(state: KeyGenerationState, offer: KeyOffer): boolean {
  const { signers } = state
  try {
    const judge = frost.DKG.round1(frost.Identifier.fromNumber(signers.max + 1), signers)
    const company = Array.from(
      { length: signers.max - 2 },
      (_, index) => frost.DKG.round1(frost.Identifier.fromNumber(signers.max + 2 + index), signers).public,
    )
    frost.DKG.round2(judge.secret, [offer, ...company])
    return true
  } catch {
    return false
  }
}

function isShareOf(state: KeyGenerationState, offers: readonly KeyOffer[], share: DealtShare): boolean {
  const dealer = offers.find(({ identifier }) => identifier === share.identifier)
  if (dealer === undefined) return false
  try {
    const identifier = frost.Identifier.fromNumber(Number(state.identifier))
    frost.validateSecret(
      { identifier, signingShare: share.signingShare },
      { signers: state.signers, commitments: dealer.commitment, verifyingShares: {} },
    )
    return true
  } catch {
    return false
  }
}
