import { readSelfCertified } from './bundle.ts'
import { concatBytes, createByteReader, equalBytes, lengthPrefixed } from './bytes.ts'
import { assertBytes, ClscError } from './clsc-error.ts'
import type { Domain } from './domain.ts'
import type { PublicKey } from './public-key.ts'

/**
 * lp(bundle) ‖ lp(bundle): two self-certified keys for one name and epoch with different public halves. Honest nodes
 * never sign a second P, so the KGC itself is proven to have cheated, to anyone, with nothing else needed.
 * Throws `bad-proof` when these two bundles prove nothing.
 */
export function createFraudProof(domain: Domain, first: Uint8Array, second: Uint8Array): Uint8Array {
  const proof = concatBytes(lengthPrefixed(first), lengthPrefixed(second))
  if (verifyFraudProof(domain, proof) === undefined)
    throw new ClscError('bad-proof', 'The bundles are not of two keys for one name and epoch.')
  return proof
}

/** Both keys when the proof holds, otherwise undefined. The same P signed twice is a renewal, not a fraud. */
export function verifyFraudProof(
  domain: Domain,
  proof: Uint8Array,
): readonly [PublicKey, PublicKey] | undefined {
  assertBytes(proof, 'A fraud proof')
  try {
    const reader = createByteReader(proof, 'bad-proof', 'fraud proof')
    const first = readSelfCertified(domain, reader.take(reader.uint16()))
    const second = readSelfCertified(domain, reader.take(reader.uint16()))
    reader.end()
    const sameName = equalBytes(first.id, second.id) && first.epoch === second.epoch
    return sameName && !equalBytes(first.userPoint, second.userPoint) ? [first, second] : undefined
  } catch (error) {
    if (error instanceof ClscError) return undefined
    throw error
  }
}
