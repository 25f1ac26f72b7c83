/**
 * A WASI program that gives back what it reads, to its output and to its log. From this text:
 *
 * (func (export "_start") fd_read(0) up to 60,000 bytes; fd_write(1) and fd_write(2) as many)
 */
const ECHO =
  'AGFzbQEAAAABDAJgBH9/f38Bf2AAAAJEAhZ3YXNpX3NuYXBzaG90X3ByZXZpZXcxB2ZkX3JlYWQAABZ3YXNpX3NuYXBzaG90X3ByZXZpZXcxCGZkX3dyaXRlAAADAgEBBQMBAAEHEwIGbWVtb3J5AgAGX3N0YXJ0AAIKPwE9AEEAQRA2AgBBBEHg1AM2AgBBAEEAQQFBCBAAGkEEQQgoAgA2AgBBAUEAQQFBCBABGkECQQBBAUEIEAEaCw=='

/** The program with `note` in a custom section, which no runtime looks at. */
export function echoModule(note: string): Uint8Array {
  const name = Buffer.from('note')
  const content = Buffer.concat([Buffer.of(name.length), name, Buffer.from(note)])
  if (content.length > 127) throw new Error('a note this long needs a longer size field')
  return Buffer.concat([Buffer.from(ECHO, 'base64'), Buffer.of(0, content.length), content])
}
