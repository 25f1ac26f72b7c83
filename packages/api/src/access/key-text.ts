/** How keys begin, so that people and scanners of leaked secrets can tell them. */
export const KEY_MARK = 'n3_live_'

const pattern = /^n3_live_([0-9a-f]{32})_[A-Za-z0-9_-]{43}$/

/** The whole key, as it is shown once: its id, then 32 bytes that nobody can guess. */
export function formatKey(keyId: string, secret: Uint8Array): string {
  return `${keyPrefix(keyId)}_${Buffer.from(secret).toString('base64url')}`
}

/** What is shown of a key afterwards. */
export function keyPrefix(keyId: string): string {
  return `${KEY_MARK}${keyId.slice('key_'.length)}`
}

/** The id of the row a key is of; undefined for what is no key. */
export function keyIdOf(key: string): string | undefined {
  const [, id] = pattern.exec(key) ?? []
  return id === undefined ? undefined : `key_${id}`
}
