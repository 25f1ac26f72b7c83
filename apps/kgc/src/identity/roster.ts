import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { AppError } from '@network3/core/app-error'
import { quorumOf } from '@network3/protocol/kgc/issuer-description'
import { MAX_NODES } from '@network3/protocol/kgc/messages'
import { z } from 'zod'

/** Who the nodes of a KGC are. Every node holds the same file; their operators compare it before the first start. */
const rosterSchema = z.strictObject({
  /** A name for logs and for telling ceremonies of two KGCs apart. */
  kgc: z.string().min(1).max(64),
  chainId: z.int().positive(),
  /** Node 1 first. n = 3f+1; the threshold 2f+1 follows. */
  nodes: z
    .array(
      z.strictObject({
        /** Ed25519, printed by the set-up of that node. */
        publicKey: z.string().regex(/^0x[0-9a-f]{64}$/),
        /** Where the other nodes reach it: https with a port. */
        peerUrl: z.url({ protocol: /^https$/ }),
      }),
    )
    .min(4)
    .max(MAX_NODES),
})

export type Roster = z.infer<typeof rosterSchema> & { threshold: number; hash: string }

/** Throws KGC_ROSTER_INVALID with a sentence. */
export function readRoster(path: string): Roster {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new AppError('KGC_ROSTER_INVALID', `The roster ${path} cannot be read as JSON.`, { cause })
  }
  return parseRoster(json)
}

export function parseRoster(json: unknown): Roster {
  const parsed = rosterSchema.safeParse(json)
  if (!parsed.success)
    throw new AppError('KGC_ROSTER_INVALID', `The roster is not valid:\n${z.prettifyError(parsed.error)}`)
  const roster = parsed.data
  const keys = roster.nodes.map(({ publicKey }) => publicKey)
  if (new Set(keys).size !== keys.length)
    throw new AppError('KGC_ROSTER_INVALID', 'Two nodes of the roster have the same key.')
  if (keys.length % 3 !== 1)
    throw new AppError('KGC_ROSTER_INVALID', `A KGC has 3f+1 nodes (4, 7, 10, …), not ${keys.length}.`)
  // Addresses may change while a KGC lives; its members may not.
  const members = JSON.stringify([roster.kgc, roster.chainId, keys])
  return {
    ...roster,
    threshold: quorumOf(keys.length).threshold,
    hash: createHash('sha256').update(members).digest('hex'),
  }
}

/** The number, from 1, of the node with this key. Throws KGC_ROSTER_INVALID for a stranger. */
export function numberOf(roster: Roster, publicKey: string): number {
  const index = roster.nodes.findIndex((node) => node.publicKey === publicKey)
  if (index >= 0) return index + 1
  throw new AppError('KGC_ROSTER_INVALID', `This node's key ${publicKey} is not in the roster.`)
}
