import { z } from 'zod'
import { amountInput } from '../../fields/amount.ts'
import { apiKeyOutput, scopeField } from './fields.ts'

/** Sent with the same Idempotency-Key header once more it is the same key. */
export const createApiKeyInput = z.object({
  name: z.string().trim().min(1).max(64),
  scopes: z
    .array(scopeField)
    .min(1)
    .max(4)
    .refine((scopes) => new Set(scopes).size === scopes.length, { error: 'a scope twice' }),
  /** In the future; without it the key holds until it is revoked. */
  expiresAt: z.iso.datetime().optional(),
  dailyCapWei: amountInput.optional(),
})

export const createApiKeyOutput = apiKeyOutput.extend({
  /** The key itself. It is shown here and never again: only its hash is kept. */
  key: z.string(),
})
