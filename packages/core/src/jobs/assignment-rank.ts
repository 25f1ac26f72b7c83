import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Address, Hex } from '../hex.ts'

/**
 * SHA-256(beacon ‖ job id ‖ node): the lowest takes the job. The beacon is a block's hash, newer than the job, so that
 * neither a submitter nor an operator can choose who checks whom.
 */
export function assignmentRank(beacon: Hex, jobId: string, node: Address): Hex {
  const hash = sha256
    .create()
    .update(hexToBytes(beacon.slice(2)))
    .update(utf8ToBytes(jobId))
  return `0x${bytesToHex(hash.update(hexToBytes(node.slice(2))).digest())}`
}
