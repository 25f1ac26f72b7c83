import type { Address, Hex } from '@network3/core/hex'
import { weiFromDb } from '../../wei.ts'
import { hexFromDb } from '../../write/hex.ts'

/** What a key may do. jobs: submit and act on jobs; leases: quotes and calldata; read: its account's usage. */
export const apiScopes = ['read', 'jobs', 'leases', 'webhooks'] as const
export type ApiScope = (typeof apiScopes)[number]

export type ApiKey = {
  id: string
  account: Address
  name: string
  scopes: readonly ApiScope[]
  secretHash: Hex
  dailyCapWei: bigint | null
  createdAt: Date
  expiresAt: Date | null
  revokedAt: Date | null
  lastUsedAt: Date | null
}

export const apiKeyColumns = `k.id, k.account, k.name, k.scopes, k.secret_hash, k.daily_cap_wei, k.created_at,
  k.expires_at, k.revoked_at, k.last_used_at`

export type DbApiKey = {
  id: string
  account: Buffer
  name: string
  scopes: ApiScope[]
  secret_hash: Buffer
  daily_cap_wei: string | null
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
}

export function apiKeyFromRow(row: DbApiKey): ApiKey {
  return {
    ...{ id: row.id, account: hexFromDb(row.account), name: row.name, scopes: row.scopes },
    ...{ secretHash: hexFromDb(row.secret_hash), createdAt: row.created_at, expiresAt: row.expires_at },
    dailyCapWei: row.daily_cap_wei === null ? null : weiFromDb(row.daily_cap_wei),
    ...{ revokedAt: row.revoked_at, lastUsedAt: row.last_used_at },
  }
}
