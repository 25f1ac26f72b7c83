import { newToken } from './tokens.ts'

/** Of a call by one of our own pages: what it brought, and what its browser is to keep. */
export type Browser = {
  /** Of the page that asked, as the browser says; undefined on reads. */
  origin: string | undefined
  sessionToken: string | undefined
  signInToken: string | undefined
  /** Set-Cookie lines for the answer. */
  setCookies: string[]
}

/**
 * `__Host-` makes a browser refuse the cookie unless it is Secure, of this very host and of every path, so that no other
 * host of the domain can plant one. Browsers that count http://localhost as secure keep it there too (Chromium 156 was seen
 * to, for 127.0.0.1 as well); in one that does not, signing in needs https.
 */
const SESSION_COOKIE = '__Host-n3_session'
const SIGN_IN_COOKIE = '__Host-n3_sign_in'
/** Strict: our pages call from the same site; no link or form of another site ever carries it. */
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict'

export function readBrowser(headers: Headers): Browser {
  const cookies = new Map(
    (headers.get('cookie') ?? '').split(/; */).map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
  return {
    origin: headers.get('origin') ?? undefined,
    sessionToken: cookies.get(SESSION_COOKIE),
    signInToken: cookies.get(SIGN_IN_COOKIE),
    setCookies: [],
  }
}

/** Whether a Cookie header may hold a session. */
export function bringsSession(cookie: string | undefined): boolean {
  return cookie?.includes(SESSION_COOKIE) ?? false
}

/** Gives the browser a new token to sign in with, and returns it. */
export function startSignIn(browser: Browser, maxAgeSeconds: number): string {
  const token = newToken()
  browser.setCookies.push(`${SIGN_IN_COOKIE}=${token}; ${ATTRIBUTES}; Max-Age=${maxAgeSeconds}`)
  return token
}

/** Gives the browser a new session token, never one it brought, and returns it. */
export function startSession(browser: Browser, maxAgeSeconds: number): string {
  const token = newToken()
  browser.setCookies.push(
    `${SESSION_COOKIE}=${token}; ${ATTRIBUTES}; Max-Age=${maxAgeSeconds}`,
    `${SIGN_IN_COOKIE}=; ${ATTRIBUTES}; Max-Age=0`,
  )
  return token
}

export function endSession(browser: Browser): void {
  browser.setCookies.push(`${SESSION_COOKIE}=; ${ATTRIBUTES}; Max-Age=0`)
}
