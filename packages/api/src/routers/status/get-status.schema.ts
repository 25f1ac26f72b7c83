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
  /** Null when live. */
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
  epochFiles: z.object({ verified: z.int(), pending: z.int(), refused: z.int() }),
  database: z.object({ sizeBytes: z.int() }),
})
