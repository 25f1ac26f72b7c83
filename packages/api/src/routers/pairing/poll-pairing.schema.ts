import { z } from 'zod'
import { pairingIdField, pairingOutput } from './fields.ts'

export const pollPairingInput = z.object({ pairingId: pairingIdField })

export const pollPairingOutput = pairingOutput
