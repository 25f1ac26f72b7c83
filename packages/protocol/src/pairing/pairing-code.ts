/** Crockford's base 32: no I, L, O and U, so that nothing is mistaken for a digit or a word. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 8
/** A code counts for this long. */
export const PAIRING_SECONDS = 600

/** 40 random bits as a person reads them: XXXX-XXXX. `random`: 5 bytes of a cryptographic source. */
export function formatPairingCode(random: Uint8Array): string {
  let bits = random.subarray(0, 5).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
  let text = ''
  for (let index = 0; index < CODE_LENGTH; index++) {
    text = `${ALPHABET[Number(bits & 31n)]}${text}`
    bits >>= 5n
  }
  return `${text.slice(0, 4)}-${text.slice(4)}`
}

/**
 * A code as typed, in the one form it is compared in: capitals, without dashes and spaces, O read as 0, I and L as 1.
 * Undefined for what no code can be.
 */
export function normalizePairingCode(typed: string): string | undefined {
  const text = typed.replaceAll(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return text.length === CODE_LENGTH && [...text].every((letter) => ALPHABET.includes(letter))
    ? text
    : undefined
}
