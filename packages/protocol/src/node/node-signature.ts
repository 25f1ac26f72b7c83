import type { Address, Hex } from '@network3/core/hex'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * What a node signs with its key outside the chain: a text, hashed as by EIP-191 (personal_sign), so that any wallet
 * library can check it. Every text begins with `Network3 <what> v1` and names the chain: none can pass for another.
 */
function textDigest(text: string): Uint8Array {
  const bytes = utf8ToBytes(text)
  return keccak_256(concatBytes(utf8ToBytes(`\x19Ethereum Signed Message:\n${bytes.length}`), bytes))
}

/** The node's id: the address of its key. */
export function nodeIdOf(privateKey: Hex): Address {
  return addressOf(secp256k1.getPublicKey(hexToBytes(privateKey.slice(2)), false))
}

export function signText(privateKey: Hex, text: string): Hex {
  const signature = secp256k1.sign(textDigest(text), hexToBytes(privateKey.slice(2)), {
    prehash: false,
    format: 'recovered',
  })
  // noble: recovery ‖ r ‖ s; wallets: r ‖ s ‖ v.
  return `0x${bytesToHex(signature.subarray(1))}${(27 + (signature[0] ?? 0)).toString(16)}`
}

/** Who signed the text; undefined when the signature is malformed or not in its one low-s form. */
export function recoverSigner(text: string, signature: Hex): Address | undefined {
  try {
    const bytes = hexToBytes(signature.slice(2))
    const recovery = (bytes[64] ?? 0) - 27
    if (bytes.length !== 65 || (recovery !== 0 && recovery !== 1)) return undefined
    const recovered = concatBytes(Uint8Array.of(recovery), bytes.subarray(0, 64))
    const parsed = secp256k1.Signature.fromBytes(recovered, 'recovered')
    if (parsed.hasHighS()) return undefined
    return addressOf(parsed.recoverPublicKey(textDigest(text)).toBytes(false))
  } catch {
    return undefined
  }
}

function addressOf(uncompressed: Uint8Array): Address {
  return `0x${bytesToHex(keccak_256(uncompressed.subarray(1)).subarray(12))}`
}
