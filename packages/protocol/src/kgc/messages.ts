import { z } from 'zod'
import { hexBytes } from '../hex-bytes.ts'
import { nameSchema } from './name.ts'
import { refusalCodes } from './refusal.ts'

/** Most KGC nodes there can be: n = 3f+1 with f = 10. */
export const MAX_NODES = 31
/** A wallet's grant lasts at most this many epochs (days). */
export const MAX_GRANT_EPOCHS = 90

const point = hexBytes(32)
const nodeIndex = z.int().min(1).max(MAX_NODES)
const epoch = z.int().min(0).max(0xffff_ffff)

/** GET /v1/kgc: who the KGC is. Commitments follow the threshold; the first is Ppub. */
export const kgcInfoSchema = z.object({
  node: nodeIndex,
  nodes: nodeIndex,
  threshold: nodeIndex,
  masterPublicKey: point,
  commitments: z.array(point).min(2).max(MAX_NODES),
  /** From 1; one more with each refresh of the shares. */
  shareVersion: z.int().min(1),
  chainId: z.int().positive(),
})

/** POST /v1/nonces, without a body's content: what the next proof of possession is made for. */
export const nonceRequestSchema = z.strictObject({})
export const nonceAnswerSchema = z.object({ nonce: hexBytes(32), expiresInMs: z.int().positive() })

/** The wallet's EIP-712 signature over {chainId, kgcId, id, P, fromEpoch, toEpoch}: packages/chain/src/key-grant.ts. */
export const grantSchema = z.strictObject({
  fromEpoch: epoch,
  toEpoch: epoch,
  /** 65 bytes of an EOA; whatever a contract account wants (ERC-1271). */
  signature: hexBytes({ min: 64, max: 4096 }),
})

/** POST /v1/commitments: everything a node judges before it plays round one. */
export const commitmentRequestSchema = z.strictObject({
  name: nameSchema,
  epoch,
  userPoint: point,
  nonce: hexBytes(32),
  proof: hexBytes(64),
  /** May be left out where the node holds one for this name, point and epoch. */
  grant: grantSchema.optional(),
})

export const commitmentSchema = z.strictObject({ node: nodeIndex, hiding: point, binding: point })
export const commitmentAnswerSchema = z.object({
  requestId: hexBytes(16),
  shareVersion: z.int().min(1),
  commitment: commitmentSchema,
  expiresInMs: z.int().positive(),
})

/** POST /v1/shares: round two, with the commitments of all who take part. */
export const shareRequestSchema = z.strictObject({
  requestId: hexBytes(16),
  commitments: z.array(commitmentSchema).min(2).max(MAX_NODES),
})
export const shareAnswerSchema = z.object({ node: nodeIndex, share: hexBytes(32) })

/** Any answer that is not 2xx. */
export const refusalAnswerSchema = z.object({
  error: z.object({ code: z.enum(refusalCodes), message: z.string().max(1_000) }),
})

export type KgcInfo = z.infer<typeof kgcInfoSchema>
export type Grant = z.infer<typeof grantSchema>
export type CommitmentRequest = z.infer<typeof commitmentRequestSchema>
export type CommitmentMessage = z.infer<typeof commitmentSchema>
export type CommitmentAnswer = z.infer<typeof commitmentAnswerSchema>
export type ShareRequest = z.infer<typeof shareRequestSchema>
export type ShareAnswer = z.infer<typeof shareAnswerSchema>
