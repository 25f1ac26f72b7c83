import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Address, Hex } from './hex.ts'
import { buildMerkleTree, emptyMerkleRoot, rewardLeaf, verifyMerkleProof } from './merkle.ts'

const domain = {
  chainId: 31337n,
  rewards: `0x${'ab'.repeat(20)}` as Address,
  token: `0x${'cd'.repeat(20)}` as Address,
}
const types = ['uint256', 'address', 'address', 'address', 'uint256']

const entries = fc.uniqueArray(
  fc.tuple(
    fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => `0x${bytes.toHex()}` as Address),
    fc.bigInt({ min: 1n, max: 10n ** 27n }),
  ),
  { minLength: 1, maxLength: 70, selector: ([operator]) => operator },
)

describe('buildMerkleTree', () => {
  it('gives the roots, leaves and proofs of @openzeppelin/merkle-tree', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const values = list.map(([operator, amount]) => [
          domain.chainId,
          domain.rewards,
          domain.token,
          operator,
          amount,
        ])
        const reference = StandardMerkleTree.of(values, types)
        const leaves = list.map(([operator, amount]) => rewardLeaf(domain, operator, amount))
        const tree = buildMerkleTree(leaves)
        expect(tree.root).toBe(reference.root)
        leaves.forEach((leaf, index) => {
          expect(leaf).toBe(reference.leafHash(values[index] ?? []))
          const proof = tree.proofOf(leaf)
          expect(proof).toEqual(reference.getProof(index))
          expect(verifyMerkleProof(tree.root, leaf, proof)).toBe(true)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('does not depend on the order of its leaves', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const leaves = list.map(([operator, amount]) => rewardLeaf(domain, operator, amount))
        expect(buildMerkleTree(leaves.toReversed()).root).toBe(buildMerkleTree(leaves).root)
      }),
      { numRuns: 30 },
    )
  })

  it('refuses no leaves, repeated leaves, and proofs of what it does not hold', () => {
    const leaf = rewardLeaf(domain, domain.token, 1n)
    expect(() => buildMerkleTree([])).toThrow('at least one leaf')
    expect(() => buildMerkleTree([leaf, leaf])).toThrow('twice')
    expect(() => buildMerkleTree([leaf]).proofOf(emptyMerkleRoot)).toThrow('not in the tree')
  })
})

describe('verifyMerkleProof', () => {
  const leaves = Array.from({ length: 9 }, (_, index) =>
    rewardLeaf(domain, `0x${String(index + 1).padStart(40, '0')}`, BigInt(index + 1)),
  )
  const tree = buildMerkleTree(leaves)
  const first = leaves[0] as Hex

  it('refuses another amount, chain, contract or token for the same proof', () => {
    const operator: Address = `0x${'1'.padStart(40, '0')}`
    const proof = tree.proofOf(first)
    for (const other of [
      rewardLeaf(domain, operator, 2n),
      rewardLeaf({ ...domain, chainId: 1n }, operator, 1n),
      rewardLeaf({ ...domain, rewards: domain.token }, operator, 1n),
      rewardLeaf({ ...domain, token: domain.rewards }, operator, 1n),
    ]) {
      expect(verifyMerkleProof(tree.root, other, proof)).toBe(false)
    }
  })

  it('refuses shortened, lengthened and reordered proofs', () => {
    const proof = tree.proofOf(first)
    expect(verifyMerkleProof(tree.root, first, proof.slice(1))).toBe(false)
    expect(verifyMerkleProof(tree.root, first, [...proof, emptyMerkleRoot])).toBe(false)
    expect(verifyMerkleProof(tree.root, first, proof.toReversed())).toBe(false)
  })

  it('knows keccak256 of nothing as the root of nobody', () => {
    expect(emptyMerkleRoot).toBe('0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470')
  })
})
