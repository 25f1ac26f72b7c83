import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { AppError } from './app-error.ts'
import { type Address, isHex } from './hex.ts'

/** The lower-case form kept at rest. Throws ADDRESS_INVALID for anything but 20 bytes of hex. */
export function lowerAddress(value: string): Address {
  if (!isHex(value, 20)) throw new AppError('ADDRESS_INVALID', 'An address is 0x followed by 40 hex digits.')
  return value.toLowerCase() as Address
}

/** EIP-55 checksummed form, for people. Throws ADDRESS_INVALID. */
export function checksumAddress(value: string): Address {
  const digits = lowerAddress(value).slice(2)
  const hash = bytesToHex(keccak_256(utf8ToBytes(digits)))
  let checked = '0x'
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charAt(index)
    checked += Number.parseInt(hash.charAt(index), 16) >= 8 ? digit.toUpperCase() : digit
  }
  return checked as Address
}

/**
 * Reads an address a person typed or pasted and gives the lower-case form. All-lower and all-upper are accepted;
 * mixed case must carry the right checksum, for a wrong one means a mistyped digit. Throws ADDRESS_INVALID.
 */
export function parseAddress(text: string): Address {
  const value = text.trim()
  const lower = lowerAddress(value)
  const digits = value.slice(2)
  const isMixed = digits !== digits.toLowerCase() && digits !== digits.toUpperCase()
  if (isMixed && checksumAddress(lower) !== value) {
    throw new AppError(
      'ADDRESS_INVALID',
      'The capitals of this address do not match its checksum; check each digit.',
    )
  }
  return lower
}

/** `0x1234…abcd`, checksummed. */
export function shortenAddress(value: string): string {
  const checked = checksumAddress(value)
  return `${checked.slice(0, 6)}…${checked.slice(-4)}`
}

/** Ascending as numbers, the order contracts ask of signers. */
export function compareAddresses(left: Address, right: Address): number {
  const a = left.toLowerCase()
  const b = right.toLowerCase()
  return a < b ? -1 : a > b ? 1 : 0
}
