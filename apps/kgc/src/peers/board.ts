import { MAX_NODES } from '@network3/protocol/kgc/messages'
import { z } from 'zod'

const hex32 = z.string().regex(/^[0-9a-f]{64}$/)
const hex64 = z.string().regex(/^[0-9a-f]{128}$/)
const node = z.int().min(1).max(MAX_NODES)

const abortCodes = ['OFFERS_DIFFER', 'OFFER_WRONG', 'SHARE_WRONG', 'RESULTS_DIFFER'] as const

/** What a node shows of the ceremony it takes part in; its share of round two to the asking node alone. */
const runSchema = z.strictObject({
  kind: z.enum(['generation', 'refresh']),
  version: z.int().min(1),
  hello: hex32,
  session: hex32.optional(),
  offer: z
    .strictObject({ commitment: z.array(hex32).min(1).max(MAX_NODES), proof: hex64.optional() })
    .optional(),
  /** Hashes of all nodes' offers as this node received them, node 1 first. */
  echo: z.array(hex32).max(MAX_NODES).optional(),
  share: hex32.optional(),
  /** The hash of the public side it came to, after its share was stored. */
  confirm: hex32.optional(),
  abort: z.strictObject({ code: z.enum(abortCodes), accused: z.array(node).max(MAX_NODES) }).optional(),
})

/**
 * Everything a node tells another. Boards are read, not sent: a node that was away or starts again finds all it needs,
 * and nothing is lost with a connection.
 */
const boardSchema = z.strictObject({
  active: z.strictObject({ version: z.int().min(1), session: hex32, publicHash: hex32 }).optional(),
  run: runSchema.optional(),
})
export type Board = z.infer<typeof boardSchema>
export type BoardRun = z.infer<typeof runSchema>

/** `revision` is new with every change and every start, so that a reader can wait for the next. */
export const boardAnswerSchema = z.strictObject({ revision: z.string().max(64), board: boardSchema })
