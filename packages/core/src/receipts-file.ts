import { z } from 'zod'
import { AppError } from './app-error.ts'
import { canonicalJson } from './canonical-json.ts'
import { epochDataHash } from './epoch-file.ts'
import type { Address, Hex } from './hex.ts'

const address = z.custom<Address>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]{40}$/.test(value),
  'lower-case address',
)
const hash = z.custom<Hex>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value),
  '32 bytes of lower-case hex',
)
const signature = z.custom<Hex>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]{130}$/.test(value),
  '65 bytes of lower-case hex',
)
const count = z.string().regex(/^(0|[1-9]\d{0,38})$/, 'decimal digits')

/** As packages/protocol/src/node/work-receipt.ts has it, where its signature is read. */
const workReceipt = z.strictObject({
  chainId: z.int().positive(),
  node: address,
  jobId: z.string().max(64),
  fence: z.int().min(1),
  moduleHash: hash,
  inputHash: hash,
  outputHash: hash,
  resultHash: hash,
  outcome: z.enum(['ok', 'failed']),
  reason: z.string().max(64).nullable(),
  gas: count,
  class: z.enum(['D0', 'D1', 'D2']),
  durationMs: z.int().nonnegative(),
  signature,
})

const work = z.strictObject({
  origin: z.enum(['canary', 'audit', 'rented']),
  /** A canary's answer was right, a job's result was accepted. */
  isValid: z.boolean(),
  /** Decimal id; null for the network's own work. */
  leaseId: count.nullable(),
  /** Of a canary: what it was given, from which anyone can work out the answer. */
  input: z
    .custom<Hex>((value) => typeof value === 'string' && /^0x(?:[0-9a-f]{2}){0,64}$/.test(value))
    .nullable(),
  receipt: workReceipt,
})

const node = z.strictObject({
  node: address,
  /** Keyed hash of the /24 or /48 it last dialled from; null when its gateway no longer knew. */
  subnet: hash.nullable(),
  /**
   * Signed answers to challenges (uptime-nonce.ts): each vouches for `slot` and for the slots in `before`. As few as
   * cover all slots that were answered: one, unless the node changed gateways.
   */
  answers: z
    .array(z.strictObject({ slot: z.int().min(0).max(23), before: z.int().min(0).max(0xff_ffff), signature }))
    .max(24),
  /** Checks by work that it was given in time and did not return. */
  lateChecks: z.int().nonnegative(),
  work: z.array(work),
})

/** Everything that gateways measured in an epoch. Immutable once published; attestors compute from it and the chain. */
export const receiptsFileSchema = z.strictObject({
  version: z.literal(1),
  chainId: z.int().positive(),
  epoch: z.int().positive(),
  /** The last block before the epoch. */
  beacon: z.strictObject({ number: z.int().nonnegative(), hash }),
  /** Ascending, each once; nodes of which nothing was measured are left out. */
  nodes: z.array(node),
})

export type ReceiptsFile = z.infer<typeof receiptsFileSchema>
export type NodeReceipts = ReceiptsFile['nodes'][number]
export type WorkRecord = NodeReceipts['work'][number]

/** The one text of a receipts file: what is published and hashed. */
export function serialiseReceiptsFile(file: ReceiptsFile): string {
  return canonicalJson(file)
}

/** keccak256 of the text's UTF-8 bytes. */
export function receiptsHash(text: string): Hex {
  return epochDataHash(text)
}

/** Reads a published text. Throws FILE_MALFORMED when it is not exactly the canonical text of a receipts file. */
export function parseReceiptsFile(text: string): ReceiptsFile {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new AppError('FILE_MALFORMED', 'The receipts file is not JSON.', { cause })
  }
  const parsed = receiptsFileSchema.safeParse(json)
  if (!parsed.success) {
    throw new AppError('FILE_MALFORMED', `The receipts file is malformed: ${z.prettifyError(parsed.error)}`)
  }
  const file = parsed.data
  const isAscending = file.nodes.every((entry, index) => {
    const before = file.nodes[index - 1]
    return before === undefined || before.node < entry.node
  })
  if (!isAscending || serialiseReceiptsFile(file) !== text) {
    throw new AppError('FILE_MALFORMED', 'The receipts file is not in its canonical form.')
  }
  return file
}
