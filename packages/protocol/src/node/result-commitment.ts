import type { Address, Hex } from '@network3/core/hex'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * What a replica commits to before any is shown: SHA-256 of its output's hash, of whose it is, and of 32 random bytes
 * without which a small output could be guessed. Naming the node keeps one from committing to another's commitment.
 */
export function resultCommitment(committed: {
  node: Address
  jobId: string
  outcome: 'ok' | 'failed'
  outputHash: Hex
  nonce: Hex
}): Hex {
  const { node, jobId, outcome, outputHash, nonce } = committed
  const text = `Network3 result v1\nnode ${node}\njob ${jobId}\noutcome ${outcome}\noutput ${outputHash}\nnonce ${nonce}`
  return `0x${bytesToHex(sha256(utf8ToBytes(text)))}`
}
