import { findSession } from '../../access/find-session.ts'
import { encodeAddress } from '../../encode/address.ts'
import { publicProcedure } from '../../trpc.ts'
import { getSessionInput, getSessionOutput } from './get-session.schema.ts'

export const getSession = publicProcedure
  .meta({ summary: 'Who is signed in in this browser and until when; null when nobody is.' })
  .input(getSessionInput)
  .output(getSessionOutput)
  .query(async ({ ctx }) => {
    const token = ctx.browser?.sessionToken
    if (token === undefined) return null
    const session = await findSession(ctx.pool, token, new Date(ctx.clock.now()))
    if (session === undefined) return null
    return { account: encodeAddress(session.account), expiresAt: session.expiresAt.toISOString() }
  })
