import { z } from 'zod'
import { pairingIdField, pairingOutput } from './fields.ts'

/** Needs no idempotency key: declining again changes nothing. */
export const declinePairingInput = z.object({ pairingId: pairingIdField })

export const declinePairingOutput = pairingOutput
