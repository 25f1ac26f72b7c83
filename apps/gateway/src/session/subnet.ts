import { createHmac } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'
import type { Hex } from '@network3/core/hex'

/** The network an address belongs to: its /24, or /48 of IPv6. `10.1.2`, `2001:db8:7`. Unknown addresses share one. */
export function subnetOf(remoteAddress: string): string {
  const address = remoteAddress.replace(/^::ffff:/i, '').replace(/%.*$/, '')
  if (isIPv4(address)) return address.split('.').slice(0, 3).join('.')
  if (!isIPv6(address)) return 'unknown'
  const [head = '', tail] = address.toLowerCase().split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after]
  return groups
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

/** What is kept of it: nobody without the key can go back from the hash to the address by trying all of them. */
export function hashSubnet(key: Uint8Array, subnet: string): Hex {
  return `0x${createHmac('sha256', key).update(subnet).digest('hex')}`
}

/** `forwardedFor`: the header, believed only behind a proxy of ours; its last entry is the one that proxy added. */
export function remoteAddressOf(socketAddress: string | undefined, forwardedFor: string | undefined): string {
  return forwardedFor?.split(',').at(-1)?.trim() || (socketAddress ?? '')
}
