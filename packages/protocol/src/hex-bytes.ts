import { z } from 'zod'

/** 0x and lower-case hex: how bytes travel in JSON. */
export function encodeHex(bytes: Uint8Array): string {
  let text = '0x'
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

/** Bytes out of 0x-hex of either case; `byteLength` of them, or `min` to `max`. */
export function hexBytes(length: number | { min: number; max: number }) {
  const { min, max } = typeof length === 'number' ? { min: length, max: length } : length
  return z
    .string()
    .max(2 + 2 * max)
    .regex(/^0x(?:[0-9a-fA-F]{2})*$/, 'not 0x-hex')
    .refine((text) => text.length >= 2 + 2 * min, `not ${min} to ${max} bytes`)
    .transform(decodeHex)
}

function decodeHex(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length - 2) / 2)
  for (let index = 0; index < bytes.length; index++)
    bytes[index] = Number.parseInt(text.slice(2 + 2 * index, 4 + 2 * index), 16)
  return bytes
}
