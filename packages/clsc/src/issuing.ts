import type { FrostPublic, FrostSecret, NonceCommitments, Nonces } from '@noble/curves/abstract/frost.js'
import { ristretto255_FROST as frost } from '@noble/curves/ed25519.js'
import { ClscError } from './clsc-error.ts'
import type { Domain } from './domain.ts'
import { decodePoint, decodeScalar, POINT_BYTES, SCALAR_BYTES } from './group.ts'
import { type KeyName, type PartialKey, partialKeyMessage, verifyPartialKey } from './partial-key.ts'

/** What everybody may know of a KGC: threshold, Ppub and each node's verifying share. */
export type IssuerPublic = FrostPublic
/** One KGC node's share of the master secret. */
export type IssuerShare = FrostSecret
/** A node's secret nonces for one request. noble zeroes them on use; a node keeps them nowhere else. */
export type IssuingNonces = Nonces
/** Their public commitments, sent to the requesting user before anything is signed. */
export type IssuingCommitment = NonceCommitments

/** A node's z_i, for the user alone: together they are d. */
export type IssuingShare = { identifier: string; share: Uint8Array }

export type IssuingResult = { ok: true; partialKey: PartialKey } | { ok: false; cheaters: string[] }

/** Ppub of a KGC, 32 bytes. */
export function masterPublicKeyOf(issuer: IssuerPublic): Uint8Array {
  const [masterPublicKey] = issuer.commitments
  if (masterPublicKey === undefined) throw new ClscError('bad-key', 'The KGC has no public key.')
  return masterPublicKey
}

/**
 * A trusted dealer (RFC 9591 appendix C) for tests and for trying things out: it sees s, so a real KGC runs the
 * distributed rounds of key-generation.ts instead, which give the same types.
 */
export function dealIssuer(signers: { threshold: number; nodes: number }): {
  issuer: IssuerPublic
  shares: IssuerShare[]
} {
  const dealt = frost.trustedDealer({ min: signers.threshold, max: signers.nodes })
  return { issuer: dealt.public, shares: Object.values(dealt.secretShares) }
}

/** Round one of a node: fresh nonces, used for one request at most. */
export function commitToIssue(share: IssuerShare): { nonces: IssuingNonces; commitment: IssuingCommitment } {
  const { nonces, commitments } = frost.commit(share)
  return { nonces, commitment: commitments }
}

/**
 * Round two of a node: z_i over (ID, epoch, P). The caller has checked the proof of possession, its policy and its
 * equivocation guard before. Throws `misuse` for reused nonces, a foreign or missing commitment, fewer than threshold.
 */
export function issueShare(
  issuer: IssuerPublic,
  share: IssuerShare,
  nonces: IssuingNonces,
  commitments: readonly IssuingCommitment[],
  request: KeyName & { userPoint: Uint8Array },
): IssuingShare {
  decodePoint(request.userPoint, 'bad-key', 'The public half P')
  const message = partialKeyMessage(request, request.userPoint)
  try {
    const signed = frost.signShare(share, issuer, nonces, [...commitments], message)
    return { identifier: share.identifier, share: signed }
  } catch (cause) {
    throw new ClscError('misuse', 'The share cannot be issued with these nonces and commitments.', { cause })
  }
}

/**
 * The user joins the shares, one for each commitment: d = Σ z_i. The sum is checked, and if it is wrong every share, so
 * that nodes whose share or commitment is wrong are named, so that the user can begin again without them. Throws `misuse` when a share has no
 * commitment or the other way round.
 */
export function combineShares(
  domain: Domain,
  issuer: IssuerPublic,
  commitments: readonly IssuingCommitment[],
  shares: readonly IssuingShare[],
  request: KeyName & { userPoint: Uint8Array },
): IssuingResult {
  const message = partialKeyMessage(request, request.userPoint)
  const byNode = new Map(shares.map((share) => [share.identifier, share.share]))
  const committed = new Set(commitments.map((commitment) => commitment.identifier))
  const complete =
    byNode.size === shares.length &&
    committed.size === commitments.length &&
    byNode.size === committed.size &&
    [...byNode.keys()].every((identifier) => committed.has(identifier))
  if (!complete || byNode.size < issuer.signers.min)
    throw new ClscError('misuse', 'Threshold or more nodes each give one commitment and one share.')

  const malformed = commitments
    .filter((commitment) => !isWellFormed(issuer, commitment, byNode.get(commitment.identifier)))
    .map((commitment) => commitment.identifier)
  if (malformed.length > 0) return { ok: false, cheaters: malformed }
  // The sum is checked first, as RFC 9591 section 5.3 allows: a quarter of the work, and single shares only if it fails.
  const signature = aggregate(issuer, commitments, message, Object.fromEntries(byNode))
  if (signature === undefined) {
    const cheaters = shares.filter(
      ({ identifier, share }) => !frost.verifyShare(issuer, [...commitments], message, identifier, share),
    )
    if (cheaters.length === 0)
      throw new ClscError(
        'bad-partial-key',
        'Every share is right, and their sum is not: the threshold is higher.',
      )
    return { ok: false, cheaters: cheaters.map(({ identifier }) => identifier) }
  }
  const partialKey = {
    commitment: signature.slice(0, POINT_BYTES),
    secret: signature.slice(POINT_BYTES),
  }
  if (!verifyPartialKey(domain, request, request.userPoint, partialKey))
    throw new ClscError('bad-partial-key', 'The nodes belong to another KGC than this domain.')
  return { ok: true, partialKey }
}

/** R ‖ Σ z_i when that is a signature under Ppub. */
function aggregate(
  issuer: IssuerPublic,
  commitments: readonly IssuingCommitment[],
  message: Uint8Array,
  shares: Record<string, Uint8Array>,
): Uint8Array | undefined {
  try {
    return frost.aggregate(issuer, [...commitments], message, shares)
  } catch {
    // Whatever was wrong, the check of the single shares says it.
    return undefined
  }
}

/**
 * Whether a node's commitment is of this KGC and of proper points. The user looks before handing it on: honest nodes
 * refuse a list with a bad one in it, and cannot tell whose fault it is.
 */
export function isCommitmentValid(issuer: IssuerPublic, commitment: IssuingCommitment): boolean {
  return isWellFormed(issuer, commitment, new Uint8Array(SCALAR_BYTES))
}

function isWellFormed(
  issuer: IssuerPublic,
  commitment: IssuingCommitment,
  share: Uint8Array | undefined,
): boolean {
  if (share === undefined || !Object.hasOwn(issuer.verifyingShares, commitment.identifier)) return false
  try {
    decodePoint(commitment.hiding, 'bad-proof', 'A hiding commitment')
    decodePoint(commitment.binding, 'bad-proof', 'A binding commitment')
    decodeScalar(share, 'bad-proof', 'A share')
    return true
  } catch {
    return false
  }
}
