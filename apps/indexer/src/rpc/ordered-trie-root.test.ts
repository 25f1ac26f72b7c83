import { describe, expect, it } from 'vitest'
import { EMPTY_TRIE_ROOT, orderedTrieRoot } from './ordered-trie-root.ts'

describe('orderedTrieRoot', () => {
  it('is the well-known root for nothing at all', () => {
    expect(orderedTrieRoot([])).toBe(EMPTY_TRIE_ROOT)
    expect(EMPTY_TRIE_ROOT).toBe('0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421')
  })

  it('changes with every value, and with their order', () => {
    const values = Array.from({ length: 300 }, (_, index) => Uint8Array.of(index & 255, index >> 8, 7))
    const root = orderedTrieRoot(values)
    expect(orderedTrieRoot([...values].reverse())).not.toBe(root)
    expect(orderedTrieRoot(values.slice(0, -1))).not.toBe(root)
    expect(orderedTrieRoot(values.with(200, Uint8Array.of(0)))).not.toBe(root)
  })
})
