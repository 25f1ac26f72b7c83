import { expect, test } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy.ts'

const policy = contentSecurityPolicy({
  nonce: 'abc',
  publicRpcUrl: 'http://127.0.0.1:9999/path?key=1',
  kgcUrls: ['http://127.0.0.1:7001', 'http://127.0.0.1:7002/base', 'http://127.0.0.1:7001'],
  isDevelopment: false,
})

test('scripts run by nonce alone, never inline or by eval', () => {
  const scripts = policy.split('; ').find((part) => part.startsWith('script-src'))
  expect(scripts).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'")
})

test('the browser may speak to this server, the public RPC and the key-generation centre, nothing else', () => {
  expect(policy).toContain(
    "connect-src 'self' http://127.0.0.1:9999 http://127.0.0.1:7001 http://127.0.0.1:7002;",
  )
})

test('without an RPC the browser may speak to this server only', () => {
  const text = contentSecurityPolicy({
    nonce: 'abc',
    publicRpcUrl: undefined,
    kgcUrls: [],
    isDevelopment: false,
  })
  expect(text).toContain("connect-src 'self';")
})
