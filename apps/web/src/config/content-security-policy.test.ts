import { expect, test } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy.ts'

const policy = contentSecurityPolicy({
  nonce: 'abc',
  publicRpcUrl: 'http://127.0.0.1:9999/path?key=1',
  isDevelopment: false,
})

test('scripts run by nonce alone, never inline or by eval', () => {
  const scripts = policy.split('; ').find((part) => part.startsWith('script-src'))
  expect(scripts).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'")
})

test('the browser may speak to this server and to the origin of the public RPC, nothing else', () => {
  expect(policy).toContain("connect-src 'self' http://127.0.0.1:9999;")
})

test('without an RPC the browser may speak to this server only', () => {
  const text = contentSecurityPolicy({ nonce: 'abc', publicRpcUrl: undefined, isDevelopment: false })
  expect(text).toContain("connect-src 'self';")
})
