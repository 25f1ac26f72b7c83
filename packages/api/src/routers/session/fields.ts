import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { instantOutput } from '../../fields/instant.ts'

/** Who is signed in in this browser; null when nobody is. */
export const sessionOutput = z.object({ account: addressOutput, expiresAt: instantOutput }).nullable()
