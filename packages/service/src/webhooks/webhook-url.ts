import { isIP } from 'node:net'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'

export type UrlVerdict = { url: URL } | { refused: string }

const MAXIMUM_LENGTH = 2_048
/** Names that never leave a machine or its network (RFC 6761, 6762, 8375, 9476 and habit). */
const INNER_SUFFIXES = [
  ...['localhost', 'local', 'localdomain', 'internal', 'intranet', 'lan', 'home', 'corp', 'private'],
  ...['home.arpa', 'alt', 'onion', 'test', 'invalid', 'example'],
]

/**
 * Whether messages may be sent to an address at all, before anything is resolved: https, a public host, no credentials,
 * port 443 or one above 1023. `allowsLoopback`, on a local network alone: http or https to this machine as well.
 * What a name leads to is looked at when it is dialled (apps/worker/src/send/post-message.ts).
 */
export function checkWebhookUrl(text: string, { allowsLoopback }: { allowsLoopback: boolean }): UrlVerdict {
  if (text.length > MAXIMUM_LENGTH)
    return { refused: `The address is longer than ${MAXIMUM_LENGTH} characters.` }
  // URL drops these without a word, so that what was read is not what was written.
  if (/[\s\\\p{Cc}]/u.test(text)) return { refused: 'The address holds spaces or backslashes.' }
  if (!URL.canParse(text)) return { refused: 'This is not an address.' }
  const url = new URL(text)
  if (url.username !== '' || url.password !== '')
    return { refused: 'The address must not carry a user or password.' }
  if (url.hash !== '') return { refused: 'The address must not carry a fragment.' }
  const host = hostOf(url)
  if (allowsLoopback && isLocalHost(host) && (url.protocol === 'http:' || url.protocol === 'https:'))
    return { url }
  if (url.protocol !== 'https:') return { refused: 'Only https addresses are sent to.' }
  if (url.port !== '' && Number(url.port) < 1_024) {
    return { refused: 'Only port 443 and ports above 1023 are sent to.' }
  }
  if (isIP(host) !== 0) {
    return isPublicAddress(host) ? { url } : { refused: 'This address is not on the public internet.' }
  }
  const labels = host.replace(/\.$/, '').split('.')
  if (labels.length < 2 || labels.includes('') || host.length > 253) {
    return { refused: 'The host is not a full name on the public internet.' }
  }
  const inner = INNER_SUFFIXES.find((suffix) => `.${labels.join('.')}`.endsWith(`.${suffix}`))
  if (inner !== undefined) return { refused: `Names that end in .${inner} are not on the public internet.` }
  return { url }
}

/** The host as it is dialled: without the brackets of IPv6. URL has made every way of writing IPv4 the plain one. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

function isLocalHost(host: string): boolean {
  return host === 'localhost' || isLoopbackAddress(host)
}
