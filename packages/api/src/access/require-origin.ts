import { accessError } from './access-error.ts'

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])$/

/**
 * The page's origin, when signing in on it is allowed: one of those configured, or, when none is, of this very machine.
 * The Host header would not do: whoever relays a message signed on a site of theirs writes that header too.
 * Throws SIGN_IN_DOMAIN_WRONG.
 */
export function requireOrigin(origin: string | undefined, configured: readonly string[]): string {
  if (origin === undefined || !URL.canParse(origin)) throw accessError('SIGN_IN_DOMAIN_WRONG')
  const isAllowed =
    configured.length > 0 ? configured.includes(origin) : LOOPBACK.test(new URL(origin).hostname)
  if (!isAllowed) throw accessError('SIGN_IN_DOMAIN_WRONG')
  return origin
}
