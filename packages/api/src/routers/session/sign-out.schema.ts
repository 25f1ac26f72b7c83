import { z } from 'zod'

export const signOutInput = z
  .object({
    /** In all browsers of the account, not this one alone. */
    everywhere: z.boolean().default(false),
  })
  .default({ everywhere: false })

export const signOutOutput = z.object({ isSignedOut: z.literal(true) })
