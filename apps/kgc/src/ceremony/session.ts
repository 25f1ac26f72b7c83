import { createHash } from 'node:crypto'
import type { WireOffer } from './rounds.ts'

/**
 * The name of one attempt at a ceremony: of whose members, for what, and with every node's fresh part. A node that
 * starts again brings another part, so nothing of an attempt that broke off counts in the next.
 */
export function sessionOf(parts: {
  rosterHash: string
  kind: string
  version: number
  /** Hash of the public side that is refreshed; empty for key generation. */
  base: string
  /** Node 1 first. */
  hellos: readonly string[]
}): string {
  const { rosterHash, kind, version, base, hellos } = parts
  return sha256(JSON.stringify(['network3 kgc session', rosterHash, kind, version, base, hellos]))
}

/** Hash of an offer as one node received it, for comparing with what the others received. */
export function offerHash(session: string, node: number, { commitment, proof }: WireOffer): string {
  return sha256(JSON.stringify([session, node, commitment, proof ?? '']))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
