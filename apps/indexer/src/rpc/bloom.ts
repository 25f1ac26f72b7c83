import type { Hex } from '@network3/core/hex'
import { hexToBytes, keccak256 } from 'viem'

/**
 * True when a value may be in a block's logs bloom; false is certain. Three bits per value, each from eleven bits
 * of its hash (Yellow Paper, section 4.3.1).
 */
export function isInBloom(bloom: Hex, value: Hex): boolean {
  const hash = keccak256(hexToBytes(value), 'bytes')
  for (const index of [0, 2, 4]) {
    const bit = (((hash[index] ?? 0) << 8) | (hash[index + 1] ?? 0)) & 2047
    // Bit 0 is the lowest bit of the last byte.
    const byte = Number.parseInt(bloom.substring(2 + (255 - (bit >> 3)) * 2, 4 + (255 - (bit >> 3)) * 2), 16)
    if ((byte & (1 << (bit & 7))) === 0) return false
  }
  return true
}
