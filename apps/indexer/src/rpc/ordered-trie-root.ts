import { bytesToHex, type Hex, hexToBytes, keccak256, toRlp } from 'viem'

type Entry = { nibbles: number[]; value: Uint8Array }
type RlpItem = Uint8Array | RlpItem[]

/** Root of the trie over no entries: keccak256(rlp('')). */
export const EMPTY_TRIE_ROOT: Hex = keccak256(toRlp('0x'))

/**
 * Root of the Merkle-Patricia trie that maps rlp(index) to each value, as headers commit to receipts
 * (Yellow Paper, section 4.3.2 and appendix D).
 */
export function orderedTrieRoot(values: readonly Uint8Array[]): Hex {
  if (values.length === 0) return EMPTY_TRIE_ROOT
  const entries = values.map((value, index) => ({ nibbles: toNibbles(rlpIndex(index)), value }))
  // `as never`, here and below: viem's type of nested RLP is recursive over readonly arrays and does not take ours.
  return keccak256(toRlp(nodeOf(entries, 0) as never, 'bytes'))
}

function rlpIndex(index: number): Uint8Array {
  const digits = index.toString(16)
  return toRlp(index === 0 ? '0x' : `0x${digits.padStart(digits.length + (digits.length % 2), '0')}`, 'bytes')
}

/** The node that holds every entry, all of which agree up to `depth`. */
function nodeOf(entries: readonly Entry[], depth: number): RlpItem {
  const [first] = entries
  if (first === undefined) return new Uint8Array()
  if (entries.length === 1) return [compactPath(first.nibbles.slice(depth), true), first.value]
  let shared = depth
  while (
    entries.every(({ nibbles }) => nibbles[shared] !== undefined && nibbles[shared] === first.nibbles[shared])
  ) {
    shared += 1
  }
  if (shared > depth) {
    return [compactPath(first.nibbles.slice(depth, shared), false), reference(nodeOf(entries, shared))]
  }
  const branches: RlpItem[] = Array.from({ length: 16 }, (_, nibble) =>
    reference(
      nodeOf(
        entries.filter((entry) => entry.nibbles[depth] === nibble),
        depth + 1,
      ),
    ),
  )
  return [...branches, entries.find((entry) => entry.nibbles.length === depth)?.value ?? new Uint8Array()]
}

/** A node of under 32 bytes stands in its parent itself, a longer one by its hash. */
function reference(node: RlpItem): RlpItem {
  if (node instanceof Uint8Array) return node
  const encoded = toRlp(node as never, 'bytes')
  return encoded.length < 32 ? node : hexToBytes(keccak256(encoded))
}

/** Hex-prefix encoding (Yellow Paper, appendix C). */
function compactPath(nibbles: readonly number[], isLeaf: boolean): Uint8Array {
  const flag = (isLeaf ? 2 : 0) + (nibbles.length % 2)
  const padded = nibbles.length % 2 === 1 ? [flag, ...nibbles] : [flag, 0, ...nibbles]
  return Uint8Array.from(
    { length: padded.length / 2 },
    (_, at) => ((padded[at * 2] ?? 0) << 4) | (padded[at * 2 + 1] ?? 0),
  )
}

function toNibbles(bytes: Uint8Array): number[] {
  return [...bytesToHex(bytes).slice(2)].map((digit) => Number.parseInt(digit, 16))
}
