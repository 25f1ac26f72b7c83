import type { Hex } from '@network3/core/hex'

/** Hex text as the bytes of a bytea column. */
export function hexToDb(hex: Hex): Buffer {
  return Buffer.from(hex.slice(2), 'hex')
}

/** The bytes of a bytea column as lower-case hex. */
export function hexFromDb(bytes: Buffer): Hex {
  return `0x${bytes.toString('hex')}`
}
