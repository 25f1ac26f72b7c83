import type { LocalAccount } from 'viem'
import { createSiweMessage } from 'viem/siwe'
import { z } from 'zod'
import { callSite, type Site } from '../site/call-site.ts'

const nonceAnswer = z.object({ nonce: z.string(), chainId: z.int() })
const sessionAnswer = z.object({ account: z.string(), expiresAt: z.iso.datetime() })

export type SignedIn = z.infer<typeof sessionAnswer> & { cookie: string }

/**
 * Signs in with a wallet (EIP-4361) and gives the session as the cookie that later calls bring (`cookie` of a Site). For
 * programs: in a page the browser keeps it. Throws SIGN_IN_* as the site does.
 */
export async function signIn(
  site: Pick<Site, 'siteUrl' | 'onCall'>,
  account: LocalAccount,
): Promise<SignedIn> {
  const jar = new Map<string, string>()
  const onCookies = (lines: readonly string[]) => {
    for (const line of lines) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (pair.slice(at + 1) === '') jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }
  const cookieOf = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const { nonce, chainId } = await callSite({
    ...{ ...site, onCookies, path: 'session.getNonce', kind: 'mutation', input: {}, answer: nonceAnswer },
  })
  const { host, origin } = new URL(site.siteUrl)
  const message = createSiweMessage({
    ...{ domain: host, uri: origin, address: account.address, chainId, nonce, version: '1' },
    statement: 'Sign in to Network3.',
  })
  const signature = await account.signMessage({ message })
  const session = await callSite({
    ...{ ...site, onCookies, cookie: cookieOf(), path: 'session.signIn', kind: 'mutation' },
    ...{ input: { message, signature }, answer: sessionAnswer },
  })
  return { ...session, cookie: cookieOf() }
}

export async function signOut(site: Site): Promise<void> {
  const answer = z.object({ isSignedOut: z.literal(true) })
  await callSite({ ...site, path: 'session.signOut', kind: 'mutation', input: {}, answer })
}
