import type { Domain } from '@network3/clsc/domain'
import { isEpochAccepted } from '@network3/clsc/epoch'
import type { UserKey, UserSecret } from '@network3/clsc/user-key'
import { AppError } from '@network3/core/app-error'

/** What a wallet signed: keys for this P from one day to another, both included. */
export type StoredGrant = { fromEpoch: number; toEpoch: number; signature: Uint8Array }

/** A key as it is used: one name, one x, its keys by epoch, newest first. */
export type OwnKey = {
  id: string
  domain: Domain
  userSecret: UserSecret
  grant: StoredGrant | undefined
  keys: readonly UserKey[]
}

/** The same with one more key. */
export function withKey(own: OwnKey, key: UserKey): OwnKey {
  return { ...own, keys: newestFirst([key, ...own.keys]) }
}

/** The key to send with at a time (unix ms): the newest of the current or the previous day. Throws KEY_EXPIRED. */
export function sendingKey(own: Pick<OwnKey, 'id' | 'keys'>, atMs: number): UserKey {
  const usable = own.keys.find(({ publicKey }) => isEpochAccepted(publicKey.epoch, atMs))
  if (usable !== undefined) return usable
  const what = own.keys.length === 0 ? 'has not been issued yet' : 'is of an earlier day'
  throw new AppError('KEY_EXPIRED', `The key of ${own.id} ${what}: run \`n3 keys renew\` first.`)
}

export function newestFirst(keys: readonly UserKey[]): UserKey[] {
  return keys.toSorted((a, b) => b.publicKey.epoch - a.publicKey.epoch)
}
