import { revokeSession, revokeSessionsOf } from '@network3/db/write/sessions'
import { endSession } from '../../access/browser.ts'
import { requireBrowser } from '../../access/require-browser.ts'
import { hashToken } from '../../access/tokens.ts'
import { publicProcedure } from '../../trpc.ts'
import { signOutInput, signOutOutput } from './sign-out.schema.ts'

export const signOut = publicProcedure
  .meta({
    summary: 'Ends the session of this browser, or all sessions of the account; done already, it is done.',
  })
  .input(signOutInput)
  .output(signOutOutput)
  .mutation(async ({ ctx, input }) => {
    const browser = requireBrowser(ctx)
    const now = new Date(ctx.clock.now())
    if (browser.sessionToken !== undefined) {
      await revokeSession(ctx.pool, hashToken(browser.sessionToken), now)
      if (input.everywhere && ctx.caller.kind === 'session')
        await revokeSessionsOf(ctx.pool, ctx.caller.account, now)
    }
    endSession(browser)
    return { isSignedOut: true as const }
  })
