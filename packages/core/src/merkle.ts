import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { lowerAddress } from './address.ts'
import { AppError } from './app-error.ts'
import { type Address, type Hex, isHex } from './hex.ts'

/** What every leaf of one chain's rewards is bound to, so that no leaf is good anywhere else. */
export type RewardDomain = { chainId: bigint; rewards: Address; token: Address }

export type MerkleTree = {
  root: Hex
  /** Sibling hashes from leaf to root. Throws MERKLE_LEAF_MISSING. */
  proofOf: (leaf: Hex) => Hex[]
}

/**
 * Root of an epoch in which nobody has earned anything yet: keccak256 of no bytes. It is neither a leaf
 * (keccak of 32 bytes) nor a node (keccak of 64), so no proof can lead to it.
 */
export const emptyMerkleRoot: Hex = `0x${bytesToHex(keccak_256(new Uint8Array()))}`

/** keccak256(bytes.concat(keccak256(abi.encode(chainId, rewards, token, operator, cumulativeAmount)))), as in IRewards. */
export function rewardLeaf(domain: RewardDomain, operator: Address, cumulativeWei: bigint): Hex {
  const encoded = concatBytes(
    uintWord(domain.chainId),
    addressWord(domain.rewards),
    addressWord(domain.token),
    addressWord(operator),
    uintWord(cumulativeWei),
  )
  return toHex(keccak_256(keccak_256(encoded)))
}

/**
 * The tree of @openzeppelin/merkle-tree: leaves sorted ascending and laid out from the end of a heap,
 * each inner node the hash of its sorted pair. Throws MERKLE_EMPTY, MERKLE_LEAF_REPEATED.
 */
export function buildMerkleTree(leaves: readonly Hex[]): MerkleTree {
  if (leaves.length === 0) throw new AppError('MERKLE_EMPTY', 'A tree needs at least one leaf.')
  const sorted = leaves.map((leaf) => leaf.toLowerCase() as Hex).sort()
  const heap: Uint8Array[] = new Array(2 * sorted.length - 1)
  const placeOf = new Map<Hex, number>()
  sorted.forEach((leaf, index) => {
    const place = heap.length - 1 - index
    heap[place] = hash32(leaf)
    placeOf.set(leaf, place)
  })
  if (placeOf.size !== sorted.length) throw new AppError('MERKLE_LEAF_REPEATED', 'A leaf occurs twice.')
  for (let place = heap.length - 1 - sorted.length; place >= 0; place--) {
    heap[place] = hashPair(at(heap, 2 * place + 1), at(heap, 2 * place + 2))
  }
  return {
    root: toHex(at(heap, 0)),
    proofOf: (leaf) => {
      let place = placeOf.get(leaf.toLowerCase() as Hex)
      if (place === undefined) throw new AppError('MERKLE_LEAF_MISSING', 'This leaf is not in the tree.')
      const proof: Hex[] = []
      while (place > 0) {
        proof.push(toHex(at(heap, place % 2 === 1 ? place + 1 : place - 1)))
        place = (place - 1) >> 1
      }
      return proof
    },
  }
}

/** True when `proof` leads from `leaf` to `root`. */
export function verifyMerkleProof(root: Hex, leaf: Hex, proof: readonly Hex[]): boolean {
  const reached = proof.reduce((hash, sibling) => hashPair(hash, hash32(sibling)), hash32(leaf))
  return toHex(reached) === root.toLowerCase()
}

function hashPair(left: Uint8Array, right: Uint8Array): Uint8Array {
  return keccak_256(isBefore(left, right) ? concatBytes(left, right) : concatBytes(right, left))
}

function isBefore(left: Uint8Array, right: Uint8Array): boolean {
  for (let index = 0; index < 32; index++) {
    const a = left[index] ?? 0
    const b = right[index] ?? 0
    if (a !== b) return a < b
  }
  return true
}

function hash32(value: Hex): Uint8Array {
  if (!isHex(value, 32)) throw new AppError('INPUT_INVALID', 'A Merkle hash is 0x followed by 64 hex digits.')
  return hexToBytes(value.slice(2))
}

function uintWord(value: bigint): Uint8Array {
  if (value < 0n || value >= 1n << 256n)
    throw new AppError('AMOUNT_INVALID', 'An amount must fit into a uint256.')
  return hexToBytes(value.toString(16).padStart(64, '0'))
}

function addressWord(address: Address): Uint8Array {
  return hexToBytes(lowerAddress(address).slice(2).padStart(64, '0'))
}

function toHex(bytes: Uint8Array): Hex {
  return `0x${bytesToHex(bytes)}`
}

function at(heap: readonly Uint8Array[], place: number): Uint8Array {
  const hash = heap[place]
  if (hash === undefined) throw new AppError('INTERNAL', `The tree has no node at ${place}.`)
  return hash
}
