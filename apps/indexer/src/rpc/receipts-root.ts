import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { dataOf, topicsOf } from '@network3/core/packed-log'
import { concatBytes, toRlp } from 'viem'
import { z } from 'zod'
import { orderedTrieRoot } from './ordered-trie-root.ts'
import { type RpcLog, readLogs } from './rpc-log.ts'

const hex = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]*$/.test(value), 'not hex')

const receiptSchema = z.object({
  type: hex.default('0x0'),
  /** Absent before Byzantium, where `root` stands instead. */
  status: hex.optional(),
  root: hex.optional(),
  cumulativeGasUsed: hex,
  logsBloom: hex,
  logs: z.array(z.unknown()),
  /** OP-stack deposits only (type 0x7e). */
  depositNonce: hex.optional(),
  depositReceiptVersion: hex.optional(),
})

const DEPOSIT_TYPE = 0x7e

/**
 * Reads eth_getBlockReceipts' answer: every log of the block, and the root these receipts commit to. Where that
 * equals the header's, no log can be missing, added or changed. Throws RPC_ANSWER_INVALID (retryable).
 */
export function readReceipts(value: unknown): { root: Hex; logs: RpcLog[] } {
  const parsed = z.array(receiptSchema).safeParse(value)
  if (!parsed.success) {
    throw new AppError(
      'RPC_ANSWER_INVALID',
      `The node's receipts cannot be used: ${z.prettifyError(parsed.error)}`,
      {
        retryable: true,
      },
    )
  }
  const receipts = parsed.data.map((receipt) => ({ ...receipt, logs: readLogs(receipt.logs) }))
  return {
    root: orderedTrieRoot(receipts.map(encodeReceipt)),
    logs: receipts.flatMap((receipt) => receipt.logs),
  }
}

/** EIP-2718: the type's byte, then rlp([status, cumulativeGasUsed, logsBloom, logs]); deposits add two fields. */
function encodeReceipt(
  receipt: Omit<z.infer<typeof receiptSchema>, 'logs'> & { logs: RpcLog[] },
): Uint8Array {
  const fields = [
    receipt.status === undefined ? (receipt.root ?? '0x') : quantity(receipt.status),
    quantity(receipt.cumulativeGasUsed),
    receipt.logsBloom,
    receipt.logs.map((log) => [log.address, topicsOf(log.packed), dataOf(log.packed)]),
  ]
  const type = Number(receipt.type)
  if (type === DEPOSIT_TYPE) {
    for (const field of [receipt.depositNonce, receipt.depositReceiptVersion]) {
      if (field !== undefined) fields.push(quantity(field))
    }
  }
  // viem's recursive type does not take nested readonly arrays.
  const body = toRlp(fields as never, 'bytes')
  return type === 0 ? body : concatBytes([Uint8Array.of(type), body])
}

/** A JSON-RPC quantity as RLP wants it: whole bytes without leading zeros, nothing at all for zero. */
function quantity(value: Hex): Hex {
  const digits = value.slice(2).replace(/^0+/, '')
  return `0x${digits.length % 2 === 1 ? '0' : ''}${digits}`
}
