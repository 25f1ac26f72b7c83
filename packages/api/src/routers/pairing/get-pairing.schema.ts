import { z } from 'zod'
import { codeInput, pairingOutput } from './fields.ts'

export const getPairingInput = z.object({ code: codeInput })

export const getPairingOutput = pairingOutput
