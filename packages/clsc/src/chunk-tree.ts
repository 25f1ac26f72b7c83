import type { Backend } from './backend.ts'

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

export type ChunkTree = {
  append: (chunk: Uint8Array) => void
  /** The root over all chunks so far, at least one. */
  root: () => Uint8Array
  /** Number of chunks so far. */
  size: () => number
}

/**
 * The unbalanced Merkle tree of RFC 6962 section 2.1, built front to back in O(log n) memory.
 * Invariant: subtrees[k] holds the root of a complete subtree exactly when bit k of the size is set.
 */
export function createChunkTree(backend: Backend): ChunkTree {
  const subtrees: (Uint8Array | undefined)[] = []
  let size = 0
  return {
    append: (chunk) => {
      let hash = backend.sha256(LEAF, chunk)
      let level = 0
      for (let left = subtrees[0]; left !== undefined; left = subtrees[level]) {
        hash = backend.sha256(NODE, left, hash)
        subtrees[level] = undefined
        level += 1
      }
      subtrees[level] = hash
      size += 1
    },
    root: () => {
      let root: Uint8Array | undefined
      for (const left of subtrees) {
        if (left === undefined) continue
        root = root === undefined ? left : backend.sha256(NODE, left, root)
      }
      return root ?? backend.sha256()
    },
    size: () => size,
  }
}
