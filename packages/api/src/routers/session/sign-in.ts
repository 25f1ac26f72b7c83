import { openSession, takeSignIn } from '@network3/db/write/sessions'
import { accessError } from '../../access/access-error.ts'
import { startSession } from '../../access/browser.ts'
import { checkSignIn } from '../../access/check-sign-in.ts'
import { SESSION_SECONDS } from '../../access/find-session.ts'
import { requireBrowser } from '../../access/require-browser.ts'
import { requireOrigin } from '../../access/require-origin.ts'
import { hashToken } from '../../access/tokens.ts'
import { verifyMessage } from '../../access/verify-message.ts'
import { encodeAddress } from '../../encode/address.ts'
import { publicProcedure } from '../../trpc.ts'
import { signInInput, signInOutput } from './sign-in.schema.ts'

export const signIn = publicProcedure
  .meta({
    summary:
      'Signs in with a message signed by a wallet; the browser gets a new session, good for a week, and for a day without use.',
  })
  .input(signInInput)
  .output(signInOutput)
  .mutation(async ({ ctx, input: { message, signature } }) => {
    const browser = requireBrowser(ctx)
    const { pool, chain, clock, deployment } = ctx
    const now = new Date(clock.now())
    const origin = requireOrigin(browser.origin, ctx.signInOrigins)
    const { chainId } = deployment
    const { account, nonce } = checkSignIn(message, { origin, chainId, nowMs: now.getTime() })
    if (browser.signInToken === undefined) throw accessError('SIGN_IN_NONCE_INVALID')
    const isFresh = await takeSignIn(pool, { tokenHash: hashToken(browser.signInToken), nonce, now })
    if (!isFresh) throw accessError('SIGN_IN_NONCE_INVALID')
    await verifyMessage(chain, { account, message, signature })
    const expiresAt = new Date(now.getTime() + SESSION_SECONDS * 1000)
    const replaced = browser.sessionToken === undefined ? undefined : hashToken(browser.sessionToken)
    const tokenHash = hashToken(startSession(browser, SESSION_SECONDS))
    await openSession(pool, { tokenHash, account, now, expiresAt }, replaced)
    return { account: encodeAddress(account), expiresAt: expiresAt.toISOString() }
  })
