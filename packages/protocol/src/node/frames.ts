import { z } from 'zod'
import { addressField, countField, hashField, hexField, jobIdField, signatureField } from './fields.ts'
import { asHeartbeat } from './heartbeat-frame.ts'
import { jobHandleSchema, jobOrderSchema, nodeCapacitySchema } from './job-order.ts'
import { workReceiptSchema } from './work-receipt.ts'

/** A frame is one WebSocket text message of JSON, at most this many bytes; bigger things travel as blobs. */
export const MAX_FRAME_BYTES = 128 * 1024
export const PROTOCOL_VERSION = 1
export const HEARTBEAT_SECONDS = 30
export const RESYNC_SECONDS = 600

const slot = z.int().min(0).max(23)
const epoch = z.int().positive()
const handle = jobHandleSchema

/** A name or a code of the agent: printable ASCII, as a zero byte would be refused by every database it came to. */
const word = z.string().regex(/^[\x20-\x7e]{0,64}$/, 'at most 64 printable characters')

/** Bodies by type, agent to gateway. */
export const agentBodies = {
  /** First frame of a socket. `resume`: the stream it had and the last frame it has of it. */
  hello: z.strictObject({
    node: addressField,
    chainId: z.int().positive(),
    agent: word,
    resume: z.strictObject({ stream: z.string().max(64), received: z.int().nonnegative() }).optional(),
  }),
  auth: z.strictObject({ signature: signatureField }),
  /** Unsequenced. `load`: permille of one core. */
  heartbeat: z.strictObject({ freeSlots: z.int().min(0).max(256), load: z.int().min(0).max(1_000_000) }),
  /** `paused`: a code of packages/core/src/node-reasons.ts, why it takes no work now. */
  capacity: z.strictObject({ capacity: nodeCapacitySchema, paused: word.nullable() }),
  /** Everything it holds: after joining, and every ten minutes. */
  state: z.strictObject({
    capacity: nodeCapacitySchema,
    paused: word.nullable(),
    jobs: z.array(handle.extend({ phase: z.enum(['accepted', 'running', 'finished']) })).max(512),
  }),
  accepted: handle,
  started: handle,
  refused: handle.extend({ reason: word }),
  /** Sealed to the submitter for a private job, hex of UTF-8 for a public one. */
  log: handle.extend({ index: z.int().nonnegative(), envelope: hexField }),
  commitment: handle.extend({ commitment: hashField, signature: signatureField }),
  /** The blob of `receipt.resultHash` was stored before. `nonce`: opens the commitment. */
  result: z.strictObject({ receipt: workReceiptSchema, nonce: hashField.nullable() }),
  uptime: z.strictObject({ epoch, slot, nonce: hashField, signature: signatureField }),
  meter: z.strictObject({ leaseId: countField, milliseconds: countField, signature: signatureField }),
  bye: z.strictObject({ reason: word }),
  /** Unsequenced. */
  ack: z.strictObject({}),
} as const

/** Bodies by type, gateway to agent. */
export const gatewayBodies = {
  challenge: z.strictObject({ nonce: hashField, gateway: z.string().max(255) }),
  /** The session stands. `token`: for blobs. `resumed`: the last frame the gateway has; null for a new stream. */
  welcome: z.strictObject({
    stream: z.string().max(64),
    resumed: z.int().nonnegative().nullable(),
    token: z.string().max(128),
    blobsUrl: z.url(),
    heartbeatSeconds: z.number().positive(),
    resyncSeconds: z.number().positive(),
  }),
  /** The last frame before the gateway closes. */
  goodbye: z.strictObject({
    reason: z.string().max(64),
    message: z.string().max(500),
    /** When to come back; null: not by itself. */
    retryAfterMs: z.int().nonnegative().nullable(),
  }),
  assign: jobOrderSchema,
  cancel: handle.extend({ reason: z.string().max(64) }),
  /** All replicas have committed. */
  reveal: handle,
  /** The result is kept: the agent may forget the job. */
  stored: handle,
  /** Answer to `state`: jobs it still has to do, and those it must drop. */
  sync: z.strictObject({ keep: z.array(jobIdField).max(512), drop: z.array(handle).max(512) }),
  uptime: z.strictObject({ epoch, slot, nonce: hashField }),
  /** For the agent's own page: where it stands with the network. Codes of packages/core/src/node-reasons.ts. */
  standing: z.strictObject({
    operator: addressField.nullable(),
    epoch,
    isVerified: z.boolean(),
    reason: z.string().max(64),
    answeredSlots: z.int().min(0).max(24),
    passedCanaries: z.int().nonnegative(),
    failedCanaries: z.int().nonnegative(),
  }),
  ack: z.strictObject({}),
} as const

/** Never numbered, never sent again. */
const UNSEQUENCED = new Set(['hello', 'auth', 'challenge', 'welcome', 'goodbye', 'heartbeat', 'ack'])

export type AgentFrameType = keyof typeof agentBodies
export type GatewayFrameType = keyof typeof gatewayBodies
export type AgentBody<T extends AgentFrameType> = z.infer<(typeof agentBodies)[T]>
export type GatewayBody<T extends GatewayFrameType> = z.infer<(typeof gatewayBodies)[T]>
export type AgentFrame = { [T in AgentFrameType]: Frame<T, AgentBody<T>> }[AgentFrameType]
export type GatewayFrame = { [T in GatewayFrameType]: Frame<T, GatewayBody<T>> }[GatewayFrameType]

/** `seq`: from 1 in each direction of a stream, 0 when unsequenced. `ack`: the last frame fully handled by the sender. */
export type Frame<T extends string, B> = { v: 1; seq: number; ack: number; type: T; body: B }

export function isSequenced(type: AgentFrameType | GatewayFrameType): boolean {
  return !UNSEQUENCED.has(type)
}

export function encodeFrame(frame: AgentFrame | GatewayFrame): string {
  return JSON.stringify(frame)
}

const envelopeSchema = z.strictObject({
  v: z.literal(PROTOCOL_VERSION),
  seq: z.int().nonnegative(),
  ack: z.int().nonnegative(),
  type: z.string(),
  body: z.unknown(),
})

function decode<T extends string>(
  text: string,
  bodies: Record<T, z.ZodType>,
  isAgents: boolean,
): Frame<T, unknown> | undefined {
  if (text.length > MAX_FRAME_BYTES) return undefined
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  if (isAgents) {
    const heartbeat = asHeartbeat(json)
    if (heartbeat !== undefined) return heartbeat as Frame<string, unknown> as Frame<T, unknown>
  }
  const envelope = envelopeSchema.safeParse(json)
  if (!envelope.success || !Object.hasOwn(bodies, envelope.data.type)) return undefined
  const type = envelope.data.type as T
  if (isSequenced(type as AgentFrameType | GatewayFrameType) !== envelope.data.seq > 0) return undefined
  const body = bodies[type].safeParse(envelope.data.body)
  return body.success ? { ...envelope.data, type, body: body.data } : undefined
}

/** Undefined for anything that is not a frame of this version: the peer is then refused. */
export function decodeAgentFrame(text: string): AgentFrame | undefined {
  return decode(text, agentBodies, true) as AgentFrame | undefined
}

export function decodeGatewayFrame(text: string): GatewayFrame | undefined {
  return decode(text, gatewayBodies, false) as GatewayFrame | undefined
}
