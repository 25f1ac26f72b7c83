import { createRouter } from '../../trpc.ts'
import { createApiKey } from './create-api-key.ts'
import { findApiKeys } from './find-api-keys.ts'
import { revokeApiKey } from './revoke-api-key.ts'

export const apiKeysRouter = createRouter({ create: createApiKey, find: findApiKeys, revoke: revokeApiKey })
