import { hexToBytes } from '@noble/curves/utils.js'
import { ClscError } from './clsc-error.ts'
import { decodePoint, decodeScalar, type Point } from './group.ts'
import type { IssuerPublic } from './issuing.ts'
import { issuerIdentifier } from './key-generation.ts'

/**
 * What everybody may know of a KGC, rebuilt from its commitments alone: verifying shares that do not follow from them
 * cannot slip in. Throws `bad-key` when they are no points, `misuse` when there is not one for each of the threshold.
 */
export function issuerOf(
  commitments: readonly Uint8Array[],
  signers: { threshold: number; nodes: number },
): IssuerPublic {
  const { threshold, nodes } = signers
  if (commitments.length !== threshold || threshold < 2 || threshold > nodes)
    throw new ClscError('misuse', 'A KGC has one commitment for each node of its threshold.')
  const identifiers = Array.from({ length: nodes }, (_, index) => issuerIdentifier(index + 1))
  return {
    signers: { min: threshold, max: nodes },
    commitments: commitments.map((commitment) => new Uint8Array(commitment)),
    verifyingShares: verifyingSharesOf(commitments, identifiers),
  }
}

/** The public half of each node's share: the committed polynomial, in the exponent, at that node. */
export function verifyingSharesOf(
  commitments: readonly Uint8Array[],
  identifiers: readonly string[],
): Record<string, Uint8Array<ArrayBuffer>> {
  const points = commitments.map((commitment) => decodePoint(commitment, 'bad-key', 'A commitment'))
  return Object.fromEntries(
    identifiers.map((identifier) => [
      identifier,
      new Uint8Array(evaluateInExponent(points, scalarOf(identifier)).toBytes()),
    ]),
  )
}

/** Σ point_k · x^k, by Horner. Public values only: variable time. */
export function evaluateInExponent(points: readonly Point[], x: bigint): Point {
  const [last, ...others] = points.toReversed()
  if (last === undefined) throw new ClscError('misuse', 'A polynomial has at least one coefficient.')
  return others.reduce((sum, point) => sum.multiplyUnsafe(x).add(point), last)
}

/** Identifiers are scalars in hex, little-endian, as in noble. */
export function scalarOf(identifier: string): bigint {
  return decodeScalar(hexToBytes(identifier), 'bad-key', 'An identifier')
}
