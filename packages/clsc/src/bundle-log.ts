import type { Backend } from './backend.ts'
import { equalBytes } from './bytes.ts'
import { ClscError } from './clsc-error.ts'

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

/** SHA-256(00 ‖ bundle): what stands for a bundle in the directory's tree. */
export function bundleLeaf(backend: Backend, bundle: Uint8Array): Uint8Array {
  return backend.sha256(LEAF, bundle)
}

/** An append-only list of bundles as a Merkle tree (RFC 6962 section 2.1): roots and proofs for any of its sizes. */
export type BundleLog = {
  append: (leaf: Uint8Array) => void
  size: () => number
  /** MTH over the first `size` leaves, 1 ≤ size ≤ size(). Throws `misuse`. */
  root: (size: number) => Uint8Array
  /** PATH: the siblings from the leaf upwards that prove leaf `index` of the first `size`. Throws `misuse`. */
  inclusionPath: (index: number, size: number) => Uint8Array[]
  /** PROOF: what proves that the first `before` of `size` leaves have not changed, 1 ≤ before ≤ size. Throws `misuse`. */
  consistencyPath: (before: number, size: number) => Uint8Array[]
}

/**
 * Keeps the hash of every complete subtree: 64 bytes per bundle, and a root or proof costs O(log² n) hashes.
 * Invariant: levels[k][i] is the root over leaves i·2^k … (i+1)·2^k − 1.
 */
export function createBundleLog(backend: Backend): BundleLog {
  const levels: Uint8Array[][] = [[]]

  const append = (leaf: Uint8Array) => {
    let hash = leaf
    for (let level = 0; ; level++) {
      const row = levels[level] ?? []
      levels[level] = row
      row.push(hash)
      if (row.length % 2 === 1) return
      hash = backend.sha256(NODE, row[row.length - 2] ?? hash, hash)
    }
  }
  const size = () => levels[0]?.length ?? 0

  /** MTH over leaves from … to−1. */
  const hashOf = (from: number, to: number): Uint8Array => {
    const count = to - from
    const level = Math.log2(count)
    // Aligned and complete: kept.
    const kept = Number.isInteger(level) ? levels[level]?.[from / count] : undefined
    if (kept !== undefined && from % count === 0) return kept
    const split = from + splitPoint(count)
    return backend.sha256(NODE, hashOf(from, split), hashOf(split, to))
  }

  const check = (what: string, value: number, least: number, most: number) => {
    if (!Number.isSafeInteger(value) || value < least || value > most)
      throw new ClscError('misuse', `${what} is ${value}, not within ${least} and ${most}.`)
  }

  return {
    append,
    size,
    root: (count) => {
      check('The size', count, 1, size())
      return hashOf(0, count)
    },
    inclusionPath: (index, count) => {
      check('The size', count, 1, size())
      check('The index', index, 0, count - 1)
      const path: Uint8Array[] = []
      let [from, to] = [0, count]
      while (to - from > 1) {
        const split = from + splitPoint(to - from)
        if (index < split) {
          path.push(hashOf(split, to))
          to = split
        } else {
          path.push(hashOf(from, split))
          from = split
        }
      }
      return path.reverse()
    },
    consistencyPath: (before, count) => {
      check('The size', count, 1, size())
      check('The size before', before, 1, count)
      const path: Uint8Array[] = []
      let [from, to] = [0, count]
      // Invariant: leaves from … before−1 are the last of the old tree that the path does not cover yet.
      while (before !== to) {
        const split = from + splitPoint(to - from)
        if (before <= split) {
          path.push(hashOf(split, to))
          to = split
        } else {
          path.push(hashOf(from, split))
          from = split
        }
      }
      // The old root itself is known to the verifier unless leaves were split off its left.
      if (from !== 0) path.push(hashOf(from, to))
      return path.reverse()
    },
  }
}

/** The largest power of two smaller than n ≥ 2. */
function splitPoint(n: number): number {
  return 2 ** Math.floor(Math.log2(n - 1))
}

/** True when `leaf` is number `index` of the `size` leaves under `root` (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(
  backend: Backend,
  proof: { leaf: Uint8Array; index: number; size: number; path: readonly Uint8Array[]; root: Uint8Array },
): boolean {
  const { index, size, path } = proof
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false
  let [node, last] = [index, size - 1]
  let hash = proof.leaf
  for (const sibling of path) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      hash = backend.sha256(NODE, sibling, hash)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else {
      hash = backend.sha256(NODE, hash, sibling)
    }
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && equalBytes(hash, proof.root)
}

/** True when the `before` leaves under `rootBefore` are the first of the `size` under `root` (RFC 9162 section 2.1.4.2). */
export function verifyConsistency(
  backend: Backend,
  proof: {
    before: number
    size: number
    rootBefore: Uint8Array
    root: Uint8Array
    path: readonly Uint8Array[]
  },
): boolean {
  const { before, size, rootBefore, root } = proof
  if (!Number.isSafeInteger(before) || !Number.isSafeInteger(size) || before < 1 || before > size)
    return false
  if (before === size) return proof.path.length === 0 && equalBytes(rootBefore, root)
  const isComplete = Number.isInteger(Math.log2(before))
  const [start, ...rest] = isComplete ? [rootBefore, ...proof.path] : proof.path
  if (start === undefined) return false
  let [node, last] = [before - 1, size - 1]
  while (node % 2 === 1) [node, last] = [half(node), half(last)]
  let [old, current] = [start, start]
  for (const sibling of rest) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      old = backend.sha256(NODE, sibling, old)
      current = backend.sha256(NODE, sibling, current)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else {
      current = backend.sha256(NODE, current, sibling)
    }
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && equalBytes(old, rootBefore) && equalBytes(current, root)
}

const half = (value: number) => Math.floor(value / 2)
