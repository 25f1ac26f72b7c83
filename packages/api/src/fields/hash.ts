import type { Hex } from '@network3/core/hex'
import { z } from 'zod'

/** 32 bytes as lower-case hex: block, transaction, Merkle and content hashes. */
export const hashOutput = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)])

/** The same as anybody may write it. */
export const hashInput = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, { error: '0x and 64 hex digits' })
  .transform((text) => text.toLowerCase() as Hex)
