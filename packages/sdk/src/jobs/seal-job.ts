import { type PeerKey, verifyBundle } from '@network3/clsc/bundle'
import { reasonOf } from '@network3/clsc/clsc-error'
import type { Domain } from '@network3/clsc/domain'
import { signcrypt } from '@network3/clsc/signcrypt'
import type { UserKey } from '@network3/clsc/user-key'
import { AppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import { hexToBytes } from 'viem'
import type { z } from 'zod'
import type { recipientsAnswer } from './job-answers.ts'

export type Recipient = { node: Address; key: PeerKey }

export const nodeNameOf = (node: string): string => `did:n3:${node.toLowerCase()}#node`

/**
 * The nodes of a lease that a job can be sealed to: those with a key valid at `nowMs` under the name of the node itself,
 * whatever the site says it is. Throws JOB_LEASE_WITHOUT_NODES.
 */
export function readRecipients(
  domain: Domain,
  { nodes }: z.infer<typeof recipientsAnswer>,
  nowMs: number,
): Recipient[] {
  const found = nodes.flatMap(({ node, bundle }) => {
    if (bundle === null) return []
    const id = new TextEncoder().encode(nodeNameOf(node))
    try {
      const key = verifyBundle(domain, hexToBytes(bundle), { id, atMs: nowMs })
      return [{ node: node.toLowerCase() as Address, key }]
    } catch (error) {
      // A key that does not hold is not sealed to; the others are.
      if (reasonOf(error) === undefined) throw error
      return []
    }
  })
  if (found.length > 0) return found
  throw new AppError('JOB_LEASE_WITHOUT_NODES', 'No node of this lease has a key to seal to today.', {
    retryable: true,
  })
}

/** One message that each of these nodes, and nobody else, can open. */
export function sealToNodes(
  domain: Domain,
  plaintext: Uint8Array,
  { sender, recipients, context }: { sender: UserKey; recipients: readonly Recipient[]; context: string },
): Uint8Array {
  const aad = new TextEncoder().encode(context)
  return signcrypt(domain, plaintext, { sender, recipients: recipients.map(({ key }) => key), aad })
}
