import type { Address } from '@network3/core/hex'

/** Several times the addresses of a large network: two of them seldom share a place. */
const SLOT_BITS = 17
const SLOTS = 1 << SLOT_BITS
const PARTS = 5
const ADDRESS_BYTES = 20

/**
 * Gives the text of an address that lies at `at`, in lower case. The same addresses come again and again, and one text
 * for all of them is not made, hashed and collected anew with each event. It is a cache: whoever makes addresses
 * collide in it gains nothing, and it keeps no more than 131,072 of them.
 */
export function createAddressCache(): (bytes: DataView, at: number) => Address {
  const keys = new Uint32Array(SLOTS * PARTS)
  const texts: Address[] = []
  return (bytes, at) => {
    // Some addresses begin with many equal digits, and others end so: both ends tell.
    const slot = (bytes.getUint32(at + 16) ^ Math.imul(bytes.getUint32(at), 0x9e3779b1)) >>> (32 - SLOT_BITS)
    const key = slot * PARTS
    const known = texts[slot]
    if (
      known !== undefined &&
      keys[key] === bytes.getUint32(at) &&
      keys[key + 1] === bytes.getUint32(at + 4) &&
      keys[key + 2] === bytes.getUint32(at + 8) &&
      keys[key + 3] === bytes.getUint32(at + 12) &&
      keys[key + 4] === bytes.getUint32(at + 16)
    )
      return known
    for (let part = 0; part < PARTS; part++) keys[key + part] = bytes.getUint32(at + part * 4)
    const made: Address = `0x${hexOf(bytes, at, ADDRESS_BYTES)}`
    texts[slot] = made
    return made
  }
}

/** Bytes of a view as hex digits. */
export function hexOf(bytes: DataView, at: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + at, length).toString('hex')
}
