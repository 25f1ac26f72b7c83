import { jobStatuses } from '@network3/core/jobs/job-status'
import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'
import { reasonOutput } from '../../fields/reason.ts'

/** Units as a decimal string: node-seconds, MiB or licences, by the kind. */
export const unitsOutput = z.string().regex(/^\d+$/)

/** A uint256 as a decimal string, from 1. */
export const leaseIdInput = z
  .string()
  .regex(/^[1-9]\d{0,77}$/, { error: 'the number of a lease' })
  .transform((value) => BigInt(value))

export const leaseOutput = z.object({
  leaseId: z.string().regex(/^\d+$/),
  offerId: hashOutput,
  kind: z.enum(['compute', 'bandwidth', 'egress', 'dataset']),
  /** What one unit is. */
  unit: z.enum(['node-second', 'MiB', 'licence']),
  specHash: hashOutput,
  operator: addressOutput,
  /** Played by the local economy: what it redeems is made up, and no work of a node stands behind it. */
  isLocalEconomy: z.boolean(),
  renter: addressOutput,
  voucherSigner: addressOutput,
  /** overdue: open beyond its time; finalizable: waits for anybody to settle it. */
  state: z.enum(['open', 'overdue', 'closing', 'finalizable', 'closed']),
  reason: reasonOutput,
  slots: z.int(),
  units: unitsOutput,
  /** Due even if unused, unless the operator closes. */
  minUnits: unitsOutput,
  redeemedUnits: unitsOutput,
  pricePerUnitWei: weiOutput,
  /** Paid to the operator, burned as protocol fee, gone back to the renter, still in the contract: all of it. */
  paidWei: weiOutput,
  feeWei: weiOutput,
  refundedWei: weiOutput,
  escrowWei: weiOutput,
  openedAt: instantOutput,
  expiresAt: instantOutput,
  thawEndsAt: instantOutput.nullable(),
  /** When anybody may finalize; null once it is closed. */
  finalizableAt: instantOutput.nullable(),
  closedAt: instantOutput.nullable(),
  openedTx: hashOutput,
  closedTx: hashOutput.nullable(),
  /** Usage measured by the attestors that waits to be settled. */
  claim: z
    .object({
      status: z.enum(['lodged', 'contested']),
      reason: reasonOutput,
      claimedUnits: unitsOutput,
      /** Held back of the escrow of a closed lease until it is settled. */
      heldWei: weiOutput,
      contestEndsAt: instantOutput,
      rulingEndsAt: instantOutput.nullable(),
    })
    .nullable(),
  /** How the last claim ended, and the cumulative units it made due. */
  settled: z.object({ reason: reasonOutput, units: unitsOutput, settledAt: instantOutput }).nullable(),
})

/** What lists and single leases tell beside what the chain knows. */
export const leaseInUseOutput = leaseOutput.extend({
  usage: z.object({
    /** What a voucher has to reach for the results accepted so far; of compute. */
    dueUnits: unitsOutput,
    /** What the highest voucher reaches. */
    vouchedUnits: unitsOutput,
    /** What was paid on chain. */
    redeemedUnits: unitsOutput,
    /** Node-milliseconds of all metering checkpoints. */
    meteredMs: z.string().regex(/^\d+$/),
  }),
  runway: z.object({
    /** Neither paid, nor vouched for, nor due. */
    unitsLeft: unitsOutput,
    /** At the rate of the last hour; null when nothing was used. */
    secondsLeft: z.int().nullable(),
    ratePerHour: unitsOutput,
    says: z.string(),
  }),
  /** Jobs in each state; states without any are left out. */
  jobs: z.partialRecord(z.enum(jobStatuses), z.int()),
})

export const leaseEventOutput = z.object({
  /** block-logIndex */
  id: z.string(),
  type: z.enum([
    'opened',
    'redeemed',
    'closing',
    'closed',
    'usage-lodged',
    'usage-contested',
    'usage-settled',
  ]),
  reason: reasonOutput,
  minedAt: instantOutput,
  txHash: hashOutput,
  /** opened: rented; redeemed: paid by this; closed: paid in all; usage: claimed or due, cumulative. */
  units: unitsOutput.nullable(),
  /** opened: escrowed; redeemed: to the operator; closed and usage-settled: back to the renter. */
  amountWei: weiOutput.nullable(),
})
