import { createHash } from 'node:crypto'
import { issuerOf } from '@network3/clsc/issuer-public'
import type { IssuerPublic, IssuerShare } from '@network3/clsc/issuing'
import { issuerIdentifier } from '@network3/clsc/key-generation'
import { z } from 'zod'

const hex32 = z.string().regex(/^[0-9a-f]{64}$/)

/** What a node keeps, sealed, of one ceremony: its share, and the public side it belongs to. */
export const shareRecordSchema = z.strictObject({
  kind: z.enum(['generation', 'refresh']),
  /** 1 after key generation, one more with every refresh. */
  version: z.int().min(1),
  /** This node's random part of the session, to take up the ceremony again after a restart. */
  hello: hex32,
  session: hex32,
  guardId: z.string().regex(/^[0-9a-f]{32}$/),
  node: z.int().min(1),
  nodes: z.int().min(4),
  commitments: z.array(hex32),
  signingShare: hex32,
  /** Unix milliseconds. */
  madeAt: z.int(),
})
export type ShareRecord = z.infer<typeof shareRecordSchema>

/** A share ready for use. */
export type ActiveShare = {
  record: ShareRecord
  issuer: IssuerPublic
  share: IssuerShare
  publicHash: string
}

/** Throws ClscError for a record whose points or scalar are none. */
export function activate(record: ShareRecord): ActiveShare {
  const commitments = record.commitments.map((commitment) => Uint8Array.fromHex(commitment))
  return {
    record,
    issuer: issuerOf(commitments, { threshold: commitments.length, nodes: record.nodes }),
    share: {
      identifier: issuerIdentifier(record.node),
      signingShare: Uint8Array.fromHex(record.signingShare),
    },
    publicHash: publicHashOf(record),
  }
}

/** Equal on all nodes exactly when they came to the same public key and verifying shares. */
function publicHashOf(record: Pick<ShareRecord, 'version' | 'session' | 'commitments'>): string {
  const { version, session, commitments } = record
  return createHash('sha256')
    .update(JSON.stringify([version, session, commitments]))
    .digest('hex')
}
