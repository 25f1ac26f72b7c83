import type { ApiKey } from '@network3/db/queries/access/api-key-row'
import type { z } from 'zod'
import { keyPrefix } from '../../access/key-text.ts'
import type { apiKeyOutput } from './fields.ts'

export function encodeApiKey(key: Omit<ApiKey, 'secretHash'>, nowMs: number): z.input<typeof apiKeyOutput> {
  const isPast = key.expiresAt !== null && key.expiresAt.getTime() <= nowMs
  return {
    ...{ keyId: key.id, name: key.name, prefix: keyPrefix(key.id), scopes: [...key.scopes] },
    state: key.revokedAt !== null ? 'revoked' : isPast ? 'expired' : 'active',
    dailyCapWei: key.dailyCapWei === null ? null : String(key.dailyCapWei),
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  }
}
