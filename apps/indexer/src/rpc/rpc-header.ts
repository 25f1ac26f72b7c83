import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import type { BlockHeader } from '@network3/db/write/blocks'
import { z } from 'zod'

/** A block's header as far as it is needed; `minedAt` in seconds. */
export type RpcHeader = BlockHeader & { parentHash: Hex; logsBloom: Hex; receiptsRoot: Hex }

const hexOf = (byteLength: number) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-fA-F]{${byteLength * 2}}$`))
    .transform((text) => text.toLowerCase() as Hex)
const quantity = z
  .string()
  .regex(/^0x[0-9a-f]{1,16}$/)
  .transform((text) => BigInt(text))

const headerSchema = z
  .object({
    number: quantity,
    hash: hexOf(32),
    parentHash: hexOf(32),
    timestamp: quantity,
    logsBloom: hexOf(256),
    receiptsRoot: hexOf(32),
  })
  .transform(({ timestamp, ...header }): RpcHeader => ({ ...header, minedAt: Number(timestamp) }))

/** Reads eth_getBlockBy…'s answer; undefined for a block the node does not have. Throws RPC_ANSWER_INVALID. */
export function readHeader(value: unknown): RpcHeader | undefined {
  if (value === null) return undefined
  const parsed = headerSchema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError(
    'RPC_ANSWER_INVALID',
    `The node's block header cannot be used: ${z.prettifyError(parsed.error)}`,
    {
      retryable: true,
    },
  )
}
