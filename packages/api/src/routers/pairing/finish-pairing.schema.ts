import { addressField, signatureField } from '@network3/protocol/node/fields'
import { z } from 'zod'
import { pairingIdField, pairingOutput } from './fields.ts'

/** Needs no idempotency key: a pairing that is done answers the same again. */
export const finishPairingInput = z.object({
  pairingId: pairingIdField,
  /** The operator its owner confirmed. */
  operator: addressField,
  /** The node's over the Registration with that operator. */
  signature: signatureField,
})

export const finishPairingOutput = pairingOutput
