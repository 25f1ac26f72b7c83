/**
 * The network a request came from, as the key of its allowance: IPv4 /24, IPv6 /48, for one holder has many addresses.
 * Behind a proxy the last entry of X-Forwarded-For is what the proxy saw; entries before it are the caller's words.
 */
export function networkOf(headers: Headers): string {
  return networkOfForwarded(headers.get('x-forwarded-for') ?? '')
}

/** The same of X-Forwarded-For alone. */
export function networkOfForwarded(forwarded: string): string {
  const nearest = forwarded.slice(forwarded.lastIndexOf(',') + 1).trim()
  const address = nearest.replace(/^::ffff:/i, '').toLowerCase()
  const v4 = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address)
  if (v4 !== null) return `${v4[1]}.0/24`
  if (address.includes(':')) return `${expandV6(address).slice(0, 3).join(':')}::/48`
  return 'unknown'
}

/** The eight groups of an IPv6 address, those left out filled with zeros. */
function expandV6(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const groupsOf = (part: string) => (part === '' ? [] : part.split(':'))
  const front = groupsOf(head)
  if (tail === undefined) return front
  const back = groupsOf(tail)
  return [...front, ...new Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back]
}
