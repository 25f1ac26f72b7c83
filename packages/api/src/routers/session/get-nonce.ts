import { AppError } from '@network3/core/app-error'
import { putSignIn } from '@network3/db/write/sessions'
import { generateSiweNonce } from 'viem/siwe'
import { startSignIn } from '../../access/browser.ts'
import { SIGN_IN_SECONDS } from '../../access/check-sign-in.ts'
import { requireBrowser } from '../../access/require-browser.ts'
import { hashToken } from '../../access/tokens.ts'
import { publicProcedure } from '../../trpc.ts'
import { getNonceInput, getNonceOutput } from './get-nonce.schema.ts'

export const getNonce = publicProcedure
  .meta({
    summary: 'Begins signing in: a nonce for the message (EIP-4361), bound to this browser for five minutes.',
  })
  .input(getNonceInput)
  .output(getNonceOutput)
  .mutation(async ({ ctx }) => {
    const browser = requireBrowser(ctx)
    const { isAllowed, resetSeconds } = ctx.signInLimiter.take(ctx.callerNetwork, 1)
    if (!isAllowed)
      throw new AppError('RATE_LIMITED', `Too many attempts to sign in. Try again in ${resetSeconds} s.`, {
        retryable: true,
      })
    const nonce = generateSiweNonce()
    const now = new Date(ctx.clock.now())
    const expiresAt = new Date(now.getTime() + SIGN_IN_SECONDS * 1000)
    const token = startSignIn(browser, SIGN_IN_SECONDS)
    await putSignIn(ctx.pool, { tokenHash: hashToken(token), nonce, now, expiresAt })
    return { nonce, expiresAt: expiresAt.toISOString(), chainId: ctx.deployment.chainId }
  })
