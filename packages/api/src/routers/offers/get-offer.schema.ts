import { z } from 'zod'
import { hashInput } from '../../fields/hash.ts'
import { signedOfferOutput } from './fields.ts'

export const getOfferInput = z.object({ offerId: hashInput })

export const getOfferOutput = signedOfferOutput
