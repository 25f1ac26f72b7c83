import { apiScopes } from '@network3/db/queries/access/api-key-row'
import { z } from 'zod'
import { weiOutput } from '../../fields/amount.ts'
import { instantOutput } from '../../fields/instant.ts'

export const keyIdInput = z.string().regex(/^key_[0-9a-f]{32}$/, { error: 'the id of a key' })

/** read: usage; jobs: submit and act on jobs; leases: quotes and calldata; webhooks. Public reads need none of them. */
export const scopeField = z.enum(apiScopes)

export const apiKeyOutput = z.object({
  keyId: z.string(),
  name: z.string(),
  /** How the key begins, which tells one from another. */
  prefix: z.string(),
  scopes: z.array(scopeField),
  state: z.enum(['active', 'expired', 'revoked']),
  /** What the jobs it submits in one day (UTC) may cost at most; null for no cap. */
  dailyCapWei: weiOutput.nullable(),
  createdAt: instantOutput,
  expiresAt: instantOutput.nullable(),
  revokedAt: instantOutput.nullable(),
  /** To within some seconds; null when it was never used. */
  lastUsedAt: instantOutput.nullable(),
})
