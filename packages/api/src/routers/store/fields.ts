import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'
import { reasonOutput } from '../../fields/reason.ts'

/** A token or order id (uint256, counted from 1) as a decimal string; parsed to bigint. */
export const idInput = z
  .string()
  .regex(/^\d{1,18}$/, { error: 'an id as a decimal string' })
  .transform((value) => BigInt(value))

const idOutput = z.string().regex(/^\d+$/)

/** Where a device stands; IEdgeDevice.DeviceStatus in lower case. */
export const deviceStatus = z.enum(['ordered', 'shipped', 'activated', 'refunded'])

/** Devices by where they stand. */
export const deviceCountsOutput = z.object({
  ordered: z.int(),
  shipped: z.int(),
  activated: z.int(),
  refunded: z.int(),
})

export const batchOutput = z.object({
  batchId: z.int(),
  status: z.enum(['upcoming', 'open', 'sold-out', 'closed', 'paused']),
  reason: reasonOutput,
  unitPriceWei: weiOutput,
  supply: z.int(),
  /** Paid and not refunded. */
  sold: z.int(),
  available: z.int(),
  capPerWallet: z.int(),
  opensAt: instantOutput,
  closesAt: instantOutput,
  createdAt: instantOutput,
  /** When its terms were last set, and by which transaction. */
  updatedAt: instantOutput,
  txHash: hashOutput,
  counts: deviceCountsOutput,
  /** Of the wallet asked for: bought and not refunded, and what cap and stock still leave it. */
  wallet: z.object({ bought: z.int(), remaining: z.int() }).nullable(),
})

export const deviceOutput = z.object({
  tokenId: idOutput,
  orderId: idOutput,
  batchId: z.int(),
  /** Who holds the token now; of a refunded device, who was paid. */
  owner: addressOutput,
  /** Who bought it. */
  buyer: addressOutput,
  status: deviceStatus,
  /** Why it is there: the reason of its last change of status. */
  reason: reasonOutput,
  /** What was paid for it, and what a refund gives back. */
  unitPriceWei: weiOutput,
  orderedAt: instantOutput,
  shippedAt: instantOutput.nullable(),
  /** The last activation. */
  activatedAt: instantOutput.nullable(),
  refundedAt: instantOutput.nullable(),
  /** keccak256(abi.encode(deviceKey, salt)); null before shipping. */
  keyCommitment: hashOutput.nullable(),
  /** The address of the key inside it; null before activation. */
  deviceKey: addressOutput.nullable(),
  /** The node it runs; null before activation. */
  node: addressOutput.nullable(),
})

/** One step in the life of a device, as an event on chain told it. */
const transitionOutput = z.object({
  kind: z.enum([
    'ordered',
    'shipped',
    'key-corrected',
    'activated',
    'reactivated',
    'transferred',
    'refunded',
  ]),
  /** The device's status afterwards. */
  status: deviceStatus,
  reason: reasonOutput,
  at: instantOutput,
  blockNumber: z.int(),
  txHash: hashOutput,
  /** Seller, buyer or owner concerned: transferred from → to; all others: to is the owner then. */
  from: addressOutput.nullable(),
  to: addressOutput,
  /** Paid (ordered), released to the seller (shipped), paid back (refunded); null otherwise. */
  amountWei: weiOutput.nullable(),
  keyCommitment: hashOutput.nullable(),
  node: addressOutput.nullable(),
  /** Retired by a second activation. */
  previousNode: addressOutput.nullable(),
})

export const deviceWithHistoryOutput = deviceOutput.extend({
  /** Oldest first. */
  transitions: z.array(transitionOutput),
})

export const orderOutput = z.object({
  orderId: idOutput,
  batchId: z.int(),
  buyer: addressOutput,
  quantity: z.int(),
  firstTokenId: idOutput,
  unitPriceWei: weiOutput,
  totalWei: weiOutput,
  orderedAt: instantOutput,
  blockNumber: z.int(),
  txHash: hashOutput,
  /** The least advanced of its devices: ordered, shipped, activated; refunded when all are. */
  status: deviceStatus,
  reason: reasonOutput,
  counts: deviceCountsOutput,
})

export const asOfOutput = z.object({ blockNumber: z.int(), minedAt: instantOutput })
