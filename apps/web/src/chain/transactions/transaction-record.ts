import { type Address, type Hex, isHex } from '@network3/core/hex'
import * as z from 'zod/mini'
import type { TransactionPhase } from './transaction-phase.ts'

/** One sent transaction, as the page remembers it. `id` is the hash it was sent with; `hash` is the one it has now. */
export type TransactionRecord = {
  id: Hex
  hash: Hex
  chainId: number
  from: Address
  /** Undefined when the node did not know the transaction yet; without it a replacement cannot be recognised. */
  nonce: number | undefined
  to: Address
  data: Hex
  /** What was asked for, in words: "Stake 100 N3 on 0x12…34". */
  title: string
  submittedAtMs: number
  phase: TransactionPhase
}

const hex = z.string().check(z.refine((value) => /^0x[0-9a-fA-F]*$/.test(value)))
const hash = z.string().check(z.refine((value) => isHex(value, 32)))
const address = z.string().check(z.refine((value) => isHex(value, 20)))
const block = z.object({ number: z.string().check(z.regex(/^\d+$/)), hash })

const phase = z.discriminatedUnion('status', [
  z.object({ status: z.literal('submitted') }),
  z.object({ status: z.literal('mined'), block }),
  z.object({ status: z.literal('indexed'), block }),
  z.object({ status: z.literal('final'), block }),
  z.object({ status: z.literal('reorged') }),
  z.object({
    status: z.literal('reverted'),
    failure: z.object({ code: z.string(), sentence: z.string(), nextStep: z.optional(z.string()) }),
  }),
  z.object({ status: z.literal('replaced'), byHash: z.optional(hash) }),
  z.object({ status: z.literal('dropped') }),
])

const record = z.object({
  id: hash,
  hash,
  chainId: z.int(),
  from: address,
  nonce: z.optional(z.int()),
  to: address,
  data: hex,
  title: z.string(),
  submittedAtMs: z.number(),
  phase,
})

/** Reads what an earlier page load kept. Undefined for anything that is not a record of this version. */
export function parseTransactionRecord(text: string): TransactionRecord | undefined {
  try {
    const result = record.safeParse(JSON.parse(text))
    return result.success ? (result.data as TransactionRecord) : undefined
  } catch {
    return undefined
  }
}
