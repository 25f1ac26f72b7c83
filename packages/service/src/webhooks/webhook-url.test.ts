import { expect, test } from 'vitest'
import { isPublicAddress } from './public-address.ts'
import { hostileUrls } from './testing/hostile-urls.ts'
import { checkWebhookUrl } from './webhook-url.ts'

test('none of the hostile addresses that need no resolver to be known passes', () => {
  expect(hostileUrls.length).toBeGreaterThanOrEqual(60)
  const passed = hostileUrls.filter((text) => 'url' in checkWebhookUrl(text, { allowsLoopback: false }))
  expect(passed).toEqual([])
})

test('a local network may send to this machine, and to nothing else that is not public', () => {
  const local = { allowsLoopback: true }
  for (const text of ['http://127.0.0.1:4000/hook', 'http://localhost:4000', 'http://[::1]:4000/']) {
    expect(checkWebhookUrl(text, local)).toHaveProperty('url')
    expect(checkWebhookUrl(text, { allowsLoopback: false })).toHaveProperty('refused')
  }
  for (const text of [
    'http://10.0.0.1/',
    'http://hooks.network3.io/',
    'http://169.254.169.254/',
    'ftp://127.0.0.1/',
  ]) {
    expect(checkWebhookUrl(text, local)).toHaveProperty('refused')
  }
})

test('ordinary receivers pass, and each refusal is one sentence', () => {
  for (const text of [
    'https://hooks.network3.io/n3?tenant=7',
    'https://93.184.216.34:8443/',
    'https://[2606:4700:4700::1111]/hook',
    'https://xn--bcher-kva.ch/',
  ]) {
    expect(checkWebhookUrl(text, { allowsLoopback: false })).toHaveProperty('url')
  }
  for (const text of hostileUrls) {
    const verdict = checkWebhookUrl(text, { allowsLoopback: false })
    expect('refused' in verdict && verdict.refused).toMatch(/^[A-Z].*\.$/)
  }
})

test('an address counts as public only where IANA gives it to the world', () => {
  const inner = [
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '100.127.255.255', '127.255.255.254', '169.254.169.254'],
    ...[
      '172.16.0.1',
      '172.31.255.255',
      '192.0.0.8',
      '192.0.2.1',
      '192.168.0.1',
      '198.18.0.1',
      '198.19.255.255',
    ],
    ...['198.51.100.7', '203.0.113.7', '224.0.0.1', '239.1.1.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:7f00:1', '64:ff9b::7f00:1'],
    ...['64:ff9b:1::1', '100::1', '2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', '5f00::1', 'fc00::1'],
    ...['fd12:3456::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '4000::1', 'a000::1'],
    ...['0x7f.1', '2130706433', '017700000001', '127.1', '', 'localhost', '1.2.3.4.5', '8.8.8.8\n'],
  ]
  expect(inner.filter(isPublicAddress)).toEqual([])
  const outer = ['1.1.1.1', '8.8.8.8', '172.15.0.1', '172.32.0.1', '100.63.0.1', '2606:4700::1111', '2a00::1']
  expect(outer.filter(isPublicAddress)).toEqual(outer)
})
