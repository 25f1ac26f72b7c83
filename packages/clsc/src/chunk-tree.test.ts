import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeBackend } from './backend-node.ts'
import { concatBytes } from './bytes.ts'
import { createChunkTree } from './chunk-tree.ts'
import { createRechunker } from './rechunker.ts'

/** RFC 6962 section 2.1 as it is written: split at the largest power of two below n. */
function naiveRoot(chunks: Uint8Array[]): Uint8Array {
  const [only] = chunks
  if (only !== undefined && chunks.length === 1) return nodeBackend.sha256(Uint8Array.of(0), only)
  let split = 1
  while (split * 2 < chunks.length) split *= 2
  return nodeBackend.sha256(
    Uint8Array.of(1),
    naiveRoot(chunks.slice(0, split)),
    naiveRoot(chunks.slice(split)),
  )
}

test('the root equals that of a naive RFC 6962 tree at every size up to 130', () => {
  const chunks: Uint8Array[] = []
  const tree = createChunkTree(nodeBackend)
  for (let size = 1; size <= 130; size++) {
    const chunk = Uint8Array.of(size, size >> 8, 7)
    chunks.push(chunk)
    tree.append(chunk)
    expect(tree.size()).toBe(size)
    expect(tree.root()).toEqual(naiveRoot(chunks))
  }
})

test('the tree over nothing is the hash of nothing, as in RFC 6962', () => {
  expect(createChunkTree(nodeBackend).root()).toEqual(nodeBackend.sha256())
})

test('a rechunker gives all bytes in order, in full pieces, and holds back what it must', () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 })
  const property = fc.property(
    fc.integer({ min: 1, max: 16 }),
    fc.nat(20),
    pieces,
    (size, reserve, inputs) => {
      const rechunker = createRechunker(size, reserve)
      const given: Uint8Array[] = []
      let pushed = 0
      for (const input of inputs) {
        pushed += input.length
        for (const piece of rechunker.push(input)) {
          expect(piece).toHaveLength(size)
          given.push(piece.slice())
        }
        const rest = rechunker.rest().length
        expect(rest).toBe(pushed - given.length * size)
        expect(rest).toBeLessThanOrEqual(size + reserve)
        if (given.length > 0) expect(rest).toBeGreaterThan(reserve)
      }
      expect(concatBytes(...given, rechunker.rest())).toEqual(concatBytes(...inputs))
    },
  )
  fc.assert(property, { numRuns: 500 })
})
