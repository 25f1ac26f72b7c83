import { signatureField } from '@network3/protocol/node/fields'
import { offeredNodeSchema } from '@network3/protocol/pairing/registration'
import { z } from 'zod'
import { instantOutput } from '../../fields/instant.ts'
import { pairingIdField } from './fields.ts'

/** Needs no idempotency key: an opening signed once counts once. */
export const openPairingInput = offeredNodeSchema.extend({
  /** The agent's clock, unix milliseconds. */
  openedAt: z.int().positive(),
  /** The node's, over pairingText of packages/protocol. */
  signature: signatureField,
})

export const openPairingOutput = z.object({
  pairingId: pairingIdField,
  /** XXXX-XXXX, told only now. */
  code: z.string(),
  expiresAt: instantOutput,
})
