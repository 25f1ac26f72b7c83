/** 0x-prefixed hex text. Length is not part of the type: parsers at the boundary check it. */
export type Hex = `0x${string}`

/** A 20-byte account. Lower case at rest, checksummed (EIP-55) only where a person reads it. */
export type Address = Hex

/** True for 0x and exactly `byteLength` bytes of hex, either case. */
export function isHex(value: string, byteLength: number): value is Hex {
  return value.length === 2 + byteLength * 2 && /^0x[0-9a-fA-F]*$/.test(value)
}
