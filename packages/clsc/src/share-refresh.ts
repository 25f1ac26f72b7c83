import { ClscError } from './clsc-error.ts'
import {
  addScalars,
  decodePoint,
  decodeScalar,
  encodeScalar,
  multiplyBase,
  type Point,
  randomScalar,
  respond,
} from './group.ts'
import { evaluateInExponent, scalarOf, verifyingSharesOf } from './issuer-public.ts'
import type { IssuerPublic, IssuerShare } from './issuing.ts'

/** What a node shows all others: commitments to the coefficients 1..t-1 of a polynomial whose constant is zero. */
export type RefreshOffer = { identifier: string; commitment: Uint8Array[] }
/** That polynomial at one other node, for it alone. */
export type RefreshShare = { identifier: string; share: Uint8Array }
export type RefreshResult =
  | { ok: true; issuer: IssuerPublic; share: IssuerShare }
  | { ok: false; cheaters: string[] }

/**
 * Proactive refresh (Herzberg, Jarecki, Krawczyk, Yung 1995): every node deals shares of zero, so that Ppub stays and
 * shares stolen before are worthless together with shares stolen after. Gives this node's offer and, keyed by
 * identifier, what it deals to each node, itself included.
 */
export function offerRefresh(
  issuer: IssuerPublic,
  identifier: string,
  randomBytes: (length: number) => Uint8Array,
): { offer: RefreshOffer; shares: Record<string, Uint8Array> } {
  const coefficients = Array.from({ length: issuer.signers.min - 1 }, () => randomScalar(randomBytes))
  const commitment = coefficients.map((coefficient) => multiplyBase(coefficient).toBytes())
  const shares = Object.fromEntries(
    Object.keys(issuer.verifyingShares).map((receiver) => [
      receiver,
      encodeScalar(evaluateWithoutConstant(coefficients, scalarOf(receiver))),
    ]),
  )
  return { offer: { identifier, commitment }, shares }
}

/**
 * Adds the shares of zero which all nodes, this one included, dealt to this one. Every share is checked against its
 * dealer's offer, and dealers of wrong ones are named; then nothing has changed. Throws `misuse` unless there is one
 * offer and one share of every node.
 */
export function applyRefresh(
  issuer: IssuerPublic,
  share: IssuerShare,
  offers: readonly RefreshOffer[],
  dealt: readonly RefreshShare[],
): RefreshResult {
  const nodes = Object.keys(issuer.verifyingShares)
  const isComplete = (list: readonly { identifier: string }[]): boolean =>
    list.length === nodes.length && nodes.every((node) => list.some(({ identifier }) => identifier === node))
  if (!isComplete(offers) || !isComplete(dealt))
    throw new ClscError('misuse', 'A refresh needs one offer and one share of every node.')

  const decoded = new Map(offers.map((offer) => [offer.identifier, decodeOffer(issuer, offer)]))
  const own = scalarOf(share.identifier)
  const cheaters = dealt
    .filter((part) => !isShareOf(decoded.get(part.identifier), own, part.share))
    .map(({ identifier }) => identifier)
  if (cheaters.length > 0) return { ok: false, cheaters }

  const sums = Array.from({ length: issuer.signers.min - 1 }, (_, index) =>
    [...decoded.values()].reduce<Point | undefined>((sum, points) => add(sum, points?.[index]), undefined),
  )
  const parts = dealt.map((part) => decodeScalar(part.share, 'bad-key', 'A share'))
  const signingShare = new Uint8Array(
    encodeScalar(parts.reduce(addScalars, decodeScalar(share.signingShare, 'bad-key', 'The share'))),
  )
  const [masterPublicKey, ...rest] = issuer.commitments
  if (masterPublicKey === undefined) throw new ClscError('bad-key', 'The KGC has no public key.')
  const commitments = [masterPublicKey, ...rest.map((old, index) => addEncoded(old, sums[index]))]
  return {
    ok: true,
    issuer: {
      signers: { ...issuer.signers },
      commitments,
      verifyingShares: verifyingSharesOf(commitments, nodes),
    },
    share: { identifier: share.identifier, signingShare },
  }
}

function decodeOffer(issuer: IssuerPublic, offer: RefreshOffer): Point[] | undefined {
  if (offer.commitment.length !== issuer.signers.min - 1) return undefined
  try {
    return offer.commitment.map((bytes) => decodePoint(bytes, 'bad-proof', 'A commitment'))
  } catch {
    return undefined
  }
}

function isShareOf(commitment: Point[] | undefined, receiver: bigint, share: Uint8Array): boolean {
  if (commitment === undefined) return false
  try {
    const scalar = decodeScalar(share, 'bad-proof', 'A share')
    const expected = evaluateInExponent(commitment, receiver).multiplyUnsafe(receiver)
    return scalar !== 0n && multiplyBase(scalar).equals(expected)
  } catch {
    return false
  }
}

/** Σ coefficient_k · x^(k+1), by Horner. */
function evaluateWithoutConstant(coefficients: readonly bigint[], x: bigint): bigint {
  return coefficients.reduceRight((sum, coefficient) => respond(0n, x, addScalars(sum, coefficient)), 0n)
}

function add(sum: Point | undefined, point: Point | undefined): Point | undefined {
  if (sum === undefined || point === undefined) return sum ?? point
  return sum.add(point)
}

function addEncoded(old: Uint8Array, sum: Point | undefined): Uint8Array<ArrayBuffer> {
  const point = decodePoint(old, 'bad-key', 'A commitment')
  return new Uint8Array((sum === undefined ? point : point.add(sum)).toBytes())
}
