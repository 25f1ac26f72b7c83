import ipaddr from 'ipaddr.js'

/** IPv6 that is given out to the world at all; everything outside is special by definition (RFC 4291, 2.4). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')
/** Documentation (RFC 9637), which the library does not know yet. */
const SPECIAL: [ipaddr.IPv6, number][] = [ipaddr.IPv6.parseCIDR('3fff::/20')]

/**
 * True for an address of the public internet, as a resolver or socket writes it. False for every special one of IANA's
 * registries: loopback, private, link-local, carrier-grade NAT, multicast, reserved, and the IPv6 that carries IPv4 in
 * it (mapped, NAT64, 6to4, Teredo), for behind it any of the others may be meant. Not an address: false.
 */
export function isPublicAddress(text: string): boolean {
  // ipaddr.js reads 0x7f.1 and 2130706433 as well; what comes from a resolver is written in full.
  const isPlain = /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || (text.includes(':') && ipaddr.IPv6.isValid(text))
  if (!isPlain || !ipaddr.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast') return false
  if (!(address instanceof ipaddr.IPv6)) return true
  return address.match(GLOBAL_UNICAST) && !SPECIAL.some((range) => address.match(range))
}

/** True for this machine itself: what a local network may send to, and nobody else. */
export function isLoopbackAddress(text: string): boolean {
  return ipaddr.isValid(text) && ipaddr.parse(text).range() === 'loopback'
}
