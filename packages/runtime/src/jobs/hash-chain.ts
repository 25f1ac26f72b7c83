import { AppError } from '@network3/core/app-error'
import { sha256 } from '@noble/hashes/sha2.js'

/** Input of the example job `hash-chain`: 8 bytes of seed, then the further rounds as u32 little-endian. */
export function hashChainInput(seed: Uint8Array, rounds: number): Uint8Array {
  if (seed.length !== 8 || !Number.isInteger(rounds) || rounds < 0 || rounds > 0xffff_ffff)
    throw new AppError('INPUT_INVALID', 'A hash chain takes 8 bytes of seed and 0 to 2^32 - 1 rounds.')
  const input = new Uint8Array(12)
  input.set(seed)
  new DataView(input.buffer).setUint32(8, rounds, true)
  return input
}

/** What the job answers, computed here: how whoever sends it as a canary knows the right answer. */
export function hashChainOutput(seed: Uint8Array, rounds: number): Uint8Array {
  let hash = sha256(seed)
  for (let round = 0; round < rounds; round++) hash = sha256(hash)
  return hash
}
