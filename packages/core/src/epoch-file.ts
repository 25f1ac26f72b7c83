import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { AppError } from './app-error.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Address, Hex } from './hex.ts'

/** Amounts are decimal strings of wei: JSON numbers lose digits above 2^53. */
const wei = z.string().regex(/^(0|[1-9]\d{0,77})$/, 'decimal digits of a uint256')
const address = z.custom<Address>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]{40}$/.test(value),
  'lower-case address',
)
const hash = z.custom<Hex>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value),
  '32 bytes of lower-case hex',
)
const seconds = z.int().nonnegative()

const poolName = z.enum(['uptime', 'bandwidth', 'compute', 'data'])
const pool = z.strictObject({
  name: poolName,
  /** This epoch's emission for the pool, and what earlier epochs left in it. */
  emissionWei: wei,
  carriedInWei: wei,
  /** Verified work in the pool's unit (slots, MiB, million gas, units), and the work that pays it in full. */
  work: wei,
  target: wei,
  paidWei: wei,
  carriedOutWei: wei,
})

/** What verifiers measured of the node; a field is left out when nobody did. */
const measured = z.strictObject({
  answeredSlots: wei.optional(),
  subnet: z.string().optional(),
  quality: wei.optional(),
  bandwidthMib: wei.optional(),
  computeMillionGas: wei.optional(),
  dataUnits: wei.optional(),
  /** Rented work: accepted gas in millions, and the fees burned for it in the epoch, which limit what it earns. */
  rented: z.array(z.strictObject({ leaseId: wei, millionGas: wei, feesWei: wei })).optional(),
  /** What quality is computed from, in millionths: sums that fade by an eighth with each epoch measured. */
  history: z.strictObject({ answered: wei, possible: wei, valid: wei, invalid: wei }).optional(),
})

const node = z.strictObject({
  node: address,
  operator: address,
  country: z.string().length(2),
  inputs: z.strictObject({
    registeredAt: seconds,
    retiredAt: seconds.nullable(),
    /** Of 24: slots of the epoch through which the node was registered. */
    slots: z.int().min(0).max(24),
    /** The operator's active stake divided by its nodes. */
    stakePerNodeWei: wei,
    hasMinimumStake: z.boolean(),
    /** Nodes counted in the same country, this one included. */
    nodesInCell: z.int().positive(),
    measured: measured.optional(),
  }),
  /** Fixed point, 10^12 = 1. */
  factors: z.strictObject({ density: wei, subnet: wei, stake: wei, quality: wei, multiplier: wei }),
  amountWei: wei,
  /** True: below the minimum stake, so a claim stakes it for the operator. */
  locked: z.boolean(),
})

const operator = z.strictObject({ operator: address, amountWei: wei, cumulativeWei: wei })

/** Everything the scoring function was run with, so that anyone can run it again. */
const parametersOfFirst = z.strictObject({
  densityTarget: wei,
  subnetCap: wei,
  stakeCapWei: wei,
  minimumSelfStakeWei: wei,
  requiredSlots: z.int(),
  nodeCapBps: wei,
  belowMinimumBps: wei,
  carryReleaseBps: wei,
  poolBps: z.strictObject({ uptime: wei, bandwidth: wei, compute: wei, data: wei }),
  poolTargets: z.strictObject({ uptime: wei, bandwidth: wei, compute: wei, data: wei }),
})
const parameters = parametersOfFirst.extend({ rentedRebateBps: wei })

const common = {
  chainId: z.int().positive(),
  rewards: address,
  token: address,
  epoch: z.int().positive(),
  startsAt: seconds,
  endsAt: seconds,
  /** The last block mined before endsAt: every input is read as of it. */
  snapshotBlock: z.int().nonnegative(),
  snapshotHash: hash,
  /** emissionThrough(epoch) − emissionThrough(epoch − 1). */
  emissionWei: wei,
  /** Inputs of the formula that nobody measures yet; they are neutral (1) or, for work, nothing (0). */
  unmeasured: z.array(z.enum(['challenges', 'quality', 'subnet', 'bandwidth', 'compute', 'data'])),
  pools: z.array(pool).length(4),
  nodes: z.array(node),
  /** Every operator with a cumulative amount above zero, earning in this epoch or not. */
  operators: z.array(operator),
  root: hash,
  cumulativeTotalWei: wei,
}

/** Before nodes were measured: everybody who was registered counted as there. */
const first = z.strictObject({ version: z.literal(1), ...common, parameters: parametersOfFirst })
const second = z.strictObject({
  version: z.literal(2),
  ...common,
  parameters,
  /** Of the receipts it was computed from; null when there were none, so that nothing counts as measured. */
  receiptsHash: hash.nullable(),
})

export const epochFileSchema = z.discriminatedUnion('version', [first, second])

export type EpochFile = z.infer<typeof epochFileSchema>
export type EpochFileNode = EpochFile['nodes'][number]
export type EpochFileOperator = EpochFile['operators'][number]
export type EpochFilePool = EpochFile['pools'][number]
export type PoolName = z.infer<typeof poolName>

/** The one text of an epoch file: what is published, and what dataHash is the hash of. */
export function serialiseEpochFile(file: EpochFile): string {
  return canonicalJson(file)
}

/** keccak256 of the text's UTF-8 bytes. */
export function epochDataHash(text: string): Hex {
  return `0x${bytesToHex(keccak_256(utf8ToBytes(text)))}`
}

/** Reads a published text. Throws FILE_MALFORMED when it is not exactly the canonical text of an epoch file. */
export function parseEpochFile(text: string): EpochFile {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new AppError('FILE_MALFORMED', 'The epoch file is not JSON.', { cause })
  }
  const parsed = epochFileSchema.safeParse(json)
  if (!parsed.success) {
    throw new AppError('FILE_MALFORMED', `The epoch file is malformed: ${z.prettifyError(parsed.error)}`)
  }
  if (serialiseEpochFile(parsed.data) !== text) {
    throw new AppError('FILE_MALFORMED', 'The epoch file is not in its canonical form.')
  }
  return parsed.data
}
