import { sha256 } from '@noble/hashes/sha2.js'

/** Bytes of SHA-256(seed ‖ counter as 8 bytes little-endian), block after block: the same on every node. */
export function createSeededRandom(seed: Uint8Array): (target: Uint8Array) => void {
  const message = new Uint8Array(seed.length + 8)
  message.set(seed)
  const counter = new DataView(message.buffer, seed.length)
  let count = 0n
  let block = new Uint8Array(0)
  let used = 0
  return (target) => {
    let filled = 0
    while (filled < target.length) {
      if (used === block.length) {
        counter.setBigUint64(0, count++, true)
        block = sha256(message) as Uint8Array<ArrayBuffer>
        used = 0
      }
      const take = Math.min(block.length - used, target.length - filled)
      target.set(block.subarray(used, used + take), filled)
      used += take
      filled += take
    }
  }
}
