import type { privateKeyToAccount } from 'viem/accounts'
import { createSiweMessage } from 'viem/siwe'
import type { ApiServer } from '../../testing/serve-api.ts'
import { testDeployment } from '../../testing/test-actors.ts'

export type Answer = {
  status: number
  headers: Headers
  /** What the procedure gave; what is expected of it is each test's own business. */
  data: Record<string, unknown>
  error: { message: string; data: Record<string, unknown> } | undefined
}

type Account = ReturnType<typeof privateKeyToAccount>
type Message = Parameters<typeof createSiweMessage>[0]

export type SiteClient = ReturnType<typeof createSiteClient>

let networks = 0

/** A browser on a page of the site, in a network of its own: it keeps cookies as browsers do, and signs in with a wallet. */
export function createSiteClient(server: ApiServer, nowMs: number) {
  const jar = new Map<string, string>()
  const address = `10.0.${networks++}.1`

  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = new Headers(init.headers)
    headers.set('x-forwarded-for', address)
    if (cookie !== '' && !headers.has('cookie')) headers.set('cookie', cookie)
    const response = await fetch(`${server.url}/${path}`, { ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    const body = (await response.json()) as { result?: { data: Answer['data'] }; error?: Answer['error'] }
    return {
      ...{ status: response.status, headers: response.headers },
      ...{ data: body.result?.data ?? {}, error: body.error },
    }
  }
  const mutate = (path: string, input: unknown = {}, headers: Record<string, string> = {}) =>
    send(path, {
      method: 'POST',
      body: JSON.stringify(input),
      headers: {
        ...{ origin: server.origin, 'x-n3-client': 'test', 'content-type': 'application/json' },
        ...headers,
      },
    })
  const query = (path: string, input?: unknown, headers: Record<string, string> = {}) =>
    send(input === undefined ? path : `${path}?input=${encodeURIComponent(JSON.stringify(input))}`, {
      headers,
    })

  /** A message as a wallet signs it on a page of this site; `changes` make it another one. */
  const signedMessage = async (account: Account, nonce: string, changes: Partial<Message> = {}) => {
    const message = createSiweMessage({
      ...{ address: account.address, chainId: testDeployment.chainId, domain: new URL(server.origin).host },
      ...{ nonce, uri: server.origin, version: '1', issuedAt: new Date(nowMs), ...changes },
    })
    return { message, signature: await account.signMessage({ message }) }
  }
  const signIn = async (account: Account, changes: Partial<Message> = {}) => {
    const { data } = await mutate('session.getNonce')
    return mutate('session.signIn', await signedMessage(account, String(data.nonce), changes))
  }
  return { jar, mutate, query, signIn, signedMessage }
}
