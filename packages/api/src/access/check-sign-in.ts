import type { Address } from '@network3/core/hex'
import { isAddress } from 'viem'
import { parseSiweMessage } from 'viem/siwe'
import { accessError } from './access-error.ts'

/** A message may be as old as its nonce, and made by a clock this far ahead. */
export const SIGN_IN_SECONDS = 300
const CLOCK_SECONDS = 60

/** EIP-4361 whole, so that nothing before, between or after its fields is left unread by a looser parser. */
const form = new RegExp(
  [
    String.raw`^[^\n]+ wants you to sign in with your Ethereum account:\n0x[0-9a-fA-F]{40}\n\n(?:[^\n]+\n)?`,
    String.raw`\nURI: [^\n]+\nVersion: 1\nChain ID: \d{1,15}\nNonce: [a-zA-Z0-9]+\nIssued At: [^\n]+`,
    String.raw`(?:\nExpiration Time: [^\n]+)?(?:\nNot Before: [^\n]+)?(?:\nRequest ID: [^\n]*)?`,
    String.raw`(?:\nResources:(?:\n- [^\n]+)*)?$`,
  ].join(''),
)

/**
 * Reads what a wallet signed and checks it against the page it was signed on. `origin` is that of the page, and one of
 * ours. Returns whose account and which nonce it says; neither is proved by it.
 * Throws SIGN_IN_MESSAGE_INVALID, SIGN_IN_DOMAIN_WRONG, SIGN_IN_CHAIN_WRONG, SIGN_IN_MESSAGE_EXPIRED.
 */
export function checkSignIn(
  text: string,
  { origin, chainId, nowMs }: { origin: string; chainId: number; nowMs: number },
): { account: Address; nonce: string } {
  if (!form.test(text)) throw accessError('SIGN_IN_MESSAGE_INVALID')
  const { address, nonce, domain, scheme, uri, issuedAt, ...said } = parseSiweMessage(text)
  if (address === undefined || !isAddress(address) || nonce === undefined || issuedAt === undefined)
    throw accessError('SIGN_IN_MESSAGE_INVALID')
  const page = new URL(origin)
  const isOurs = domain === page.host && (scheme === undefined || `${scheme}:` === page.protocol)
  if (!isOurs || uri === undefined || !URL.canParse(uri) || new URL(uri).origin !== page.origin)
    throw accessError('SIGN_IN_DOMAIN_WRONG')
  if (said.chainId !== chainId) throw accessError('SIGN_IN_CHAIN_WRONG')
  const ageMs = nowMs - issuedAt.getTime()
  // Written so that a time that cannot be read fails: it compares as neither more nor less.
  const isTimely =
    ageMs <= SIGN_IN_SECONDS * 1000 &&
    ageMs >= -CLOCK_SECONDS * 1000 &&
    (said.expirationTime === undefined || nowMs < said.expirationTime.getTime()) &&
    (said.notBefore === undefined || nowMs >= said.notBefore.getTime())
  if (!isTimely) throw accessError('SIGN_IN_MESSAGE_EXPIRED')
  return { account: `0x${address.slice(2).toLowerCase()}`, nonce }
}
