import { AppError } from '@network3/core/app-error'
import { getApiKey } from '@network3/db/queries/access/find-api-keys'
import { addApiKey } from '@network3/db/write/api-keys'
import { accessError } from '../../access/access-error.ts'
import { formatKey } from '../../access/key-text.ts'
import { hashToken } from '../../access/tokens.ts'
import { signedInProcedure } from '../../trpc.ts'
import { createApiKeyInput, createApiKeyOutput } from './create-api-key.schema.ts'
import { encodeApiKey } from './encode-api-key.ts'

export const createApiKey = signedInProcedure
  .meta({ summary: 'Makes an API key of the account that is signed in, and shows it this once.' })
  .input(createApiKeyInput)
  .output(createApiKeyOutput)
  .mutation(async ({ ctx, input }) => {
    const now = new Date(ctx.clock.now())
    const expiresAt = input.expiresAt === undefined ? null : new Date(input.expiresAt)
    if (expiresAt !== null && expiresAt <= now)
      throw new AppError('INPUT_INVALID', 'expiresAt has to lie in the future.')
    const id = ctx.operation.newId('key')
    const key = formatKey(id, ctx.operation.secret('key'))
    const { name, scopes, dailyCapWei = null } = input
    const { account } = ctx.caller
    const row = { id, account, name, scopes, dailyCapWei, createdAt: now, expiresAt }
    const outcome = await addApiKey(ctx.pool, { ...row, secretHash: hashToken(key) })
    if (outcome === 'too-many') throw accessError('KEY_TOO_MANY')
    // The same request after its answer was lost: the key it made then.
    const known = outcome === 'known' ? await getApiKey(ctx.pool, id) : undefined
    const made = known ?? { ...row, revokedAt: null, lastUsedAt: null }
    return { ...encodeApiKey(made, now.getTime()), key }
  })
