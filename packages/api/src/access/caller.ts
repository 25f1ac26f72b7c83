import type { Address } from '@network3/core/hex'
import type { ApiScope } from '@network3/db/queries/access/api-key-row'

/** Who calls. Every procedure has one; what the chain made public, and what a signature authorises, needs none. */
export type Caller =
  | { kind: 'anonymous'; account?: undefined; keyId?: undefined; scopes: readonly [] }
  /** Signed in with a wallet in a browser: may do whatever the keys of this account could. */
  | { kind: 'session'; account: Address; keyId?: undefined; scopes: readonly ApiScope[] }
  | {
      kind: 'key'
      account: Address
      keyId: string
      scopes: readonly ApiScope[]
      /** What the jobs it submits in one day (UTC) may cost at most. */
      dailyCapWei: bigint | null
    }

export const anonymous: Caller = { kind: 'anonymous', scopes: [] }
