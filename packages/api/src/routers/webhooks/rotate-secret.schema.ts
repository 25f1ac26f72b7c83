import { z } from 'zod'
import { secretOutput, webhookIdInput, webhookOutput } from './fields.ts'

/** Sent with the same Idempotency-Key header once more it is the same secret. */
export const rotateSecretInput = z.object({ webhookId: webhookIdInput })
export const rotateSecretOutput = webhookOutput.extend({ secret: secretOutput })
