import { AppError } from '@network3/core/app-error'
import { revokeApiKey as revokeStoredKey } from '@network3/db/write/api-keys'
import { signedInProcedure } from '../../trpc.ts'
import { encodeApiKey } from './encode-api-key.ts'
import { revokeApiKeyInput, revokeApiKeyOutput } from './revoke-api-key.schema.ts'

export const revokeApiKey = signedInProcedure
  .meta({ summary: 'Revokes an API key of the account that is signed in; its next call is refused.' })
  .input(revokeApiKeyInput)
  .output(revokeApiKeyOutput)
  .mutation(async ({ ctx, input: { keyId } }) => {
    const now = new Date(ctx.clock.now())
    const { account } = ctx.caller
    const key = await revokeStoredKey(ctx.pool, { id: keyId, account, now })
    if (key === undefined) throw new AppError('NOT_FOUND', `You have no API key ${keyId}.`)
    return encodeApiKey(key, now.getTime())
  })
