import { z } from 'zod'
import { apiKeyOutput, keyIdInput } from './fields.ts'

/** Needs no idempotency key: revoked is revoked. */
export const revokeApiKeyInput = z.object({ keyId: keyIdInput })
export const revokeApiKeyOutput = apiKeyOutput
