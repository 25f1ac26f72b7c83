import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'
import { reasonOutput } from '../../fields/reason.ts'

export const getStatusInput = z.void()

export const getStatusOutput = z.object({
  chainId: z.int(),
  contracts: z.object({
    accessManager: addressOutput,
    n3Token: addressOutput,
    nodeRegistry: addressOutput,
    staking: addressOutput,
    rewards: addressOutput,
    edgeDevice: addressOutput,
    deviceSale: addressOutput,
    leaseMarket: addressOutput,
    keyDirectory: addressOutput,
  }),
  /** empty: nothing indexed yet; behind: the last block is older than it should be; halted: stopped on purpose. */
  state: z.enum(['empty', 'live', 'behind', 'halted']),
  /** Null when all is well; live with one where our sums differ from the contracts'. */
  reason: reasonOutput.nullable(),
  indexer: z
    .object({
      startBlock: z.int(),
      blockNumber: z.int(),
      blockHash: hashOutput,
      minedAt: instantOutput,
      headNumber: z.int(),
      safeNumber: z.int(),
      finalizedNumber: z.int(),
      blocksBehind: z.int(),
      /** Seconds between the last indexed block and now. */
      lagSeconds: z.number(),
      reorgCount: z.int(),
      lastReorg: z.object({ depth: z.int(), at: instantOutput }).nullable(),
      updatedAt: instantOutput,
    })
    .nullable(),
  /** The nodes the chain is read from, in the order they are asked. */
  providers: z.array(
    z.object({
      name: z.string(),
      /** stale: far behind the others; silent: it does not answer. */
      state: z.enum(['live', 'stale', 'silent']),
      headNumber: z.int().nullable(),
      heardAt: instantOutput.nullable(),
    }),
  ),
  /** The last times that providers gave different answers, open ones first. Nothing is indexed on one. */
  disagreements: z.array(
    z.object({
      blockNumber: z.int(),
      blockHash: hashOutput.nullable(),
      kind: z.string(),
      providers: z.array(z.string()),
      detail: z.string(),
      occurrences: z.int(),
      firstSeenAt: instantOutput,
      lastSeenAt: instantOutput,
      /** When a block as high was agreed on; null while it was not. */
      resolvedAt: instantOutput.nullable(),
    }),
  ),
  /** What was compared again after it was written. */
  checks: z
    .object({
      /** Blocks up to this one were compared with the chain once more when they were final. */
      verifiedNumber: z.int(),
      /** The last comparison of our sums with the contracts' views, at one block. */
      audit: z
        .object({
          blockNumber: z.int(),
          at: instantOutput,
          compared: z.int(),
          differences: z.int(),
          detail: z.string().nullable(),
        })
        .nullable(),
    })
    .nullable(),
  epochFiles: z.object({ verified: z.int(), pending: z.int(), refused: z.int() }),
  database: z.object({ sizeBytes: z.int() }),
})
