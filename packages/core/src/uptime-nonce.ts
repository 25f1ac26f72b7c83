import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import type { Address, Hex } from './hex.ts'

/**
 * What a node is asked to sign in a slot of an epoch: keccak256(beacon ‖ epoch as u64 ‖ slot as u8 ‖ before as u32 ‖
 * node). `beacon` is the hash of the last block before the epoch, so no nonce was known before it. `before` has a bit
 * for each slot the node had answered already: the last signature of an epoch vouches for all before it, and one has
 * to be published and checked instead of 24.
 */
export function uptimeNonce(challenge: {
  beacon: Hex
  epoch: number
  slot: number
  before: number
  node: Address
}): Hex {
  const bytes = new Uint8Array(32 + 8 + 1 + 4 + 20)
  const view = new DataView(bytes.buffer)
  bytes.set(hexToBytes(challenge.beacon.slice(2)))
  view.setBigUint64(32, BigInt(challenge.epoch))
  view.setUint8(40, challenge.slot)
  view.setUint32(41, challenge.before)
  bytes.set(hexToBytes(challenge.node.slice(2)), 45)
  return `0x${bytesToHex(keccak_256(bytes))}`
}

/** Slots whose bits are set, 0–24. */
export function countSlots(bits: number): number {
  let count = 0
  for (let rest = bits & 0xff_ffff; rest !== 0; rest &= rest - 1) count++
  return count
}
