import { describe, expect, it } from 'vitest'
import { nodeBackend as backend } from './backend-node.ts'
import { bundleLeaf, createBundleLog, verifyConsistency, verifyInclusion } from './bundle-log.ts'
import { concatBytes, utf8 } from './bytes.ts'
import { createChunkTree } from './chunk-tree.ts'

const bundles = Array.from({ length: 40 }, (_, index) => utf8(`bundle ${index}`))
const leaves = bundles.map((bundle) => bundleLeaf(backend, bundle))
const log = createBundleLog(backend)
for (const leaf of leaves) log.append(leaf)
const other = backend.sha256(utf8('other'))
const sizes = Array.from({ length: leaves.length }, (_, index) => index + 1)
const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index]
  if (item === undefined) throw new Error('out of range')
  return item
}

/** RFC 6962 section 2.1, word for word. */
function naiveRoot(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 1) return at(hashes, 0)
  let split = 1
  while (split * 2 < hashes.length) split *= 2
  const [left, right] = [naiveRoot(hashes.slice(0, split)), naiveRoot(hashes.slice(split))]
  return backend.sha256(Uint8Array.of(1), left, right)
}

describe('the bundle log', () => {
  it('gives the root of RFC 6962 for each of its sizes, as the tree of a message does', () => {
    const log = createBundleLog(backend)
    expect(log.size()).toBe(0)
    for (const [index, bundle] of bundles.entries()) {
      log.append(bundleLeaf(backend, bundle))
      expect(log.size()).toBe(index + 1)
      expect(log.root(index + 1)).toEqual(naiveRoot(leaves.slice(0, index + 1)))
    }
    expect(bundleLeaf(backend, at(bundles, 0))).toEqual(
      backend.sha256(concatBytes(Uint8Array.of(0), at(bundles, 0))),
    )
    for (const size of sizes) {
      expect(log.root(size)).toEqual(naiveRoot(leaves.slice(0, size)))
      const tree = createChunkTree(backend)
      for (const bundle of bundles.slice(0, size)) tree.append(bundle)
      expect(log.root(size)).toEqual(tree.root())
    }
  })

  it('proves every bundle in every size, and nothing else', () => {
    for (const size of sizes) {
      const root = log.root(size)
      for (let index = 0; index < size; index++) {
        const path = log.inclusionPath(index, size)
        const proof = { leaf: at(leaves, index), index, size, path, root }
        expect(verifyInclusion(backend, proof)).toBe(true)
        const wrong = [
          { ...proof, leaf: other },
          { ...proof, root: other },
          { ...proof, index: index + 1 },
          { ...proof, index: index === 0 ? -1 : index - 1 },
          { ...proof, path: [...path, other] },
          ...(path.length > 0
            ? [
                { ...proof, path: path.slice(1) },
                { ...proof, path: path.slice(0, -1) },
              ]
            : []),
          ...(path.length > 0 ? [{ ...proof, path: [other, ...path.slice(1)] }] : []),
        ]
        for (const claim of wrong) expect(verifyInclusion(backend, claim)).toBe(false)
      }
    }
  })

  it('does not take an inner node for a bundle', () => {
    const [left, right] = [at(leaves, 0), at(leaves, 1)]
    const inner = concatBytes(left, right)
    expect(bundleLeaf(backend, inner)).not.toEqual(log.root(2))
    const claim = { leaf: log.root(2), index: 0, size: 3, path: [at(leaves, 2)], root: log.root(3) }
    // The path fits, but only as the first of two leaves; of three it is too short.
    expect(verifyInclusion(backend, claim)).toBe(false)
  })

  it('proves that nothing was changed or removed between any two sizes', () => {
    for (const size of sizes) {
      for (const before of sizes.slice(0, size)) {
        const path = log.consistencyPath(before, size)
        const proof = { before, size, rootBefore: log.root(before), root: log.root(size), path }
        expect(verifyConsistency(backend, proof)).toBe(true)
        const wrong = [
          { ...proof, rootBefore: other },
          { ...proof, root: other },
          { ...proof, path: [...path, other] },
          ...(before === size
            ? []
            : [
                { ...proof, path: path.slice(0, -1) },
                { ...proof, before: size },
              ]),
          ...(before === size ? [] : [{ ...proof, path: [...path.slice(0, -1), other] }]),
        ]
        for (const claim of wrong) expect(verifyConsistency(backend, claim)).toBe(false)
      }
    }
  })

  it('convicts a directory that rewrote a bundle', () => {
    const forked = createBundleLog(backend)
    leaves.forEach((leaf, index) => {
      forked.append(index === 3 ? other : leaf)
    })
    for (const before of [4, 5, 8, 11]) {
      const path = forked.consistencyPath(before, 20)
      const proof = { before, size: 20, rootBefore: log.root(before), root: forked.root(20), path }
      expect(verifyConsistency(backend, proof)).toBe(false)
    }
  })

  it('is not proven by a path that fits the hashes, but not the sizes', () => {
    const [first, second] = [at(leaves, 0), at(leaves, 1)]
    const deeper = { leaf: second, index: 0, size: 1, path: [first], root: log.root(2) }
    expect(verifyInclusion(backend, deeper)).toBe(false)
    const [three, four] = [log.root(3), log.root(4)]
    const growth = { before: 3, size: 4, rootBefore: three, root: four, path: log.consistencyPath(3, 4) }
    expect(verifyConsistency(backend, { ...growth, size: 8 })).toBe(false)
    const above = (root: Uint8Array) => backend.sha256(Uint8Array.of(1), other, root)
    const longer = { rootBefore: above(three), root: above(four), path: [...growth.path, other] }
    expect(verifyConsistency(backend, { ...growth, ...longer })).toBe(false)
    const shrunk = { before: 2, size: 1, rootBefore: first, root: first, path: [] }
    expect(verifyConsistency(backend, shrunk)).toBe(false)
  })

  it('is not proven by numbers that are none, or outside of it', () => {
    const root = log.root(4)
    const inclusion = { leaf: at(leaves, 1), index: 1, size: 4, path: log.inclusionPath(1, 4), root }
    expect(verifyInclusion(backend, inclusion)).toBe(true)
    for (const odd of [
      { index: 1.5 },
      { index: Number.NaN },
      { size: 4.5 },
      { size: Number.NaN },
      { size: 1 },
      { index: -3 },
      { size: Number.POSITIVE_INFINITY },
    ])
      expect(verifyInclusion(backend, { ...inclusion, ...odd })).toBe(false)
    const path = log.consistencyPath(3, 4)
    const growth = { before: 3, size: 4, rootBefore: log.root(3), root, path }
    expect(verifyConsistency(backend, growth)).toBe(true)
    for (const odd of [
      { before: 2.5 },
      { before: Number.NaN },
      { before: 0 },
      { before: 5 },
      { size: 4.5 },
      { size: Number.NaN },
      { path: [] },
    ])
      expect(verifyConsistency(backend, { ...growth, ...odd })).toBe(false)
    const nothing = { before: 0, size: 0, rootBefore: root, root, path: [] }
    expect(verifyConsistency(backend, nothing)).toBe(false)
    expect(verifyConsistency(backend, { ...nothing, before: 4.5, size: 4.5 })).toBe(false)
  })

  it('refuses sizes and places it does not have', () => {
    for (const attempt of [
      () => log.root(0),
      () => log.root(41),
      () => log.inclusionPath(5, 5),
      () => log.inclusionPath(-1, 5),
      () => log.consistencyPath(6, 5),
      () => log.consistencyPath(0, 5),
      () => log.consistencyPath(3, 41),
      () => log.inclusionPath(0, 41),
      () => log.inclusionPath(0.5, 5),
      () => log.root(1.5),
      () => log.root(Number.NaN),
    ])
      expect(attempt).toThrow(expect.objectContaining({ reason: 'misuse' }))
  })
})
