import { expect, test } from 'vitest'
import { compareMoments } from './watch-device.ts'

const before = { wallMs: 1_000_000, runningMs: 5_000, addresses: 'eth0 10.0.0.2' }
const later = (wall: number, ran: number, addresses = before.addresses) =>
  compareMoments(before, { wallMs: before.wallMs + wall, runningMs: before.runningMs + ran, addresses })

test('sleep is seen by either clock, a late timer is not', () => {
  expect(later(10_000, 10_000)).toBeUndefined()
  expect(later(25_000, 25_000)).toBeUndefined()
  expect(later(3_600_000, 10_000)).toBe('AGENT_WOKE_UP')
  expect(later(3_600_000, 3_600_000)).toBe('AGENT_WOKE_UP')
  expect(later(-3_600_000, 10_000)).toBe('AGENT_WOKE_UP')
})

test('another address is another network', () => {
  expect(later(10_000, 10_000, 'wlan0 192.168.1.7')).toBe('AGENT_NETWORK_CHANGED')
  expect(later(10_000, 10_000, '')).toBe('AGENT_NETWORK_CHANGED')
})
