import { z } from 'zod'

/** 32 bytes as lower-case hex: block, transaction, Merkle and content hashes. */
export const hashOutput = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)])
