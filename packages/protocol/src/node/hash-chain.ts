import type { Hex } from '@network3/core/hex'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'

/**
 * The network's canary, as plain code: what packages/runtime/jobs/hash-chain computes inside the sandbox. Input: 8
 * bytes of seed, then the number of further rounds as u32, little-endian. Whoever has the input can work out the
 * answer and what it must have cost.
 */
export type HashChainInput = { seed: Uint8Array; rounds: number }

export function encodeHashChain({ seed, rounds }: HashChainInput): Uint8Array {
  const input = new Uint8Array(12)
  input.set(seed.subarray(0, 8))
  new DataView(input.buffer).setUint32(8, rounds, true)
  return input
}

/** Undefined for what is not an input of this program. */
export function decodeHashChain(input: Hex): HashChainInput | undefined {
  if (!/^0x[0-9a-f]{24}$/.test(input)) return undefined
  const bytes = hexToBytes(input.slice(2))
  const rounds = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true)
  return rounds > MOST_ROUNDS ? undefined : { seed: bytes.subarray(0, 8), rounds }
}

/** More is no canary of ours: nobody shall be made to compute for minutes by a file. */
const MOST_ROUNDS = 200_000

/** SHA-256 (FIPS 180-4) of the seed, hashed again as often as asked. */
export function hashChain({ seed, rounds }: HashChainInput): Uint8Array {
  let hash = sha256(seed)
  for (let round = 0; round < rounds; round++) hash = sha256(hash)
  return hash
}

/** SHA-256 of packages/runtime/jobs/hash-chain/job.wasm: a receipt of another module says nothing about this answer. */
export const HASH_CHAIN_MODULE: Hex = '0xd4e92d0f917c5da9461f822aa2b14b1694b3c6d73ed14dfe4cb10aa9b7656991'

/** What the metered program takes: apps/gateway/src/measuring/canary-cost.integration.test.ts runs it. */
export function hashChainGas(rounds: number): bigint {
  return GAS_OF_START + GAS_OF_ROUND * BigInt(rounds)
}
const GAS_OF_START = 9_451n
const GAS_OF_ROUND = 8_423n

/** SHA-256 of input and answer, as a work receipt names them. */
export function hashChainHashes(input: HashChainInput): { inputHash: Hex; outputHash: Hex } {
  return {
    inputHash: `0x${bytesToHex(sha256(encodeHashChain(input)))}`,
    outputHash: `0x${bytesToHex(sha256(hashChain(input)))}`,
  }
}
