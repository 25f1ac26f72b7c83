/** Inputs of the model: hashed n-grams of the value's shape and of its letters, and what check digits say. */
export const FEATURES = 512
/** Counts above this are this: a long text must not drown the rest. */
export const MAX_COUNT = 3
/** Characters looked at: what a value is shows at its beginning. */
const MAX_CHARACTERS = 64

/** Counts of the features of one value, 0 to MAX_COUNT each. */
export function featuresOf(value: string): Uint8Array {
  const counts = new Uint8Array(FEATURES)
  const add = (kind: number, token: string) => {
    const place = hashOf(kind, token) % FEATURES
    counts[place] = Math.min(MAX_COUNT, (counts[place] ?? 0) + 1)
  }
  const text = value.trim().replace(/\s+/g, ' ').slice(0, MAX_CHARACTERS)
  const shape = `^${[...text].map(shapeOf).join('')}$`
  const letters = `^${text.toLowerCase().replace(/\d/g, '9')}$`
  for (let at = 0; at < shape.length; at++) {
    add(1, shape.slice(at, at + 2))
    add(2, shape.slice(at, at + 4))
  }
  for (let at = 0; at + 3 <= letters.length; at++) add(3, letters.slice(at, at + 3))
  for (const token of marksOf(text)) add(4, token)
  return counts
}

/** Digits, capitals and small letters become one of each; what separates them stays as it is. */
function shapeOf(character: string): string {
  if (/\d/.test(character)) return '9'
  if (/\p{Lu}/u.test(character)) return 'A'
  return /\p{L}/u.test(character) ? 'a' : character
}

/** What a look at the whole value tells: lengths, how much of it is digits, and check digits that are right. */
function marksOf(text: string): string[] {
  const digits = text.replace(/\D/g, '')
  const words = text.split(' ').length
  const marks = [
    `length ${Math.min(16, Math.ceil(text.length / 4))}`,
    `digits ${Math.min(20, digits.length)}`,
    `words ${Math.min(8, words)}`,
    `share ${text.length === 0 ? 0 : Math.round((4 * digits.length) / text.length)}`,
  ]
  const capitals = text.split(' ').filter((word) => /^\p{Lu}/u.test(word)).length
  if (words > 1) marks.push(capitals === words ? 'all words capital' : capitals <= 1 ? 'a sentence' : 'mixed')
  if (digits.length >= 13 && digits.length <= 19) marks.push(hasLuhnDigit(digits) ? 'luhn' : 'no luhn')
  if (/^[A-Z]{2}\d{2}[A-Z0-9 ]{11,40}$/i.test(text)) marks.push(isIban(text) ? 'mod 97' : 'no mod 97')
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    marks.push(text.split('.').every((part) => Number(part) < 256) ? 'octets' : 'no octets')
  }
  if (/^[-+]?\d{1,3}\.\d{3,}([ ,;]+[-+]?\d{1,3}\.\d{3,})?$/.test(text)) marks.push('degrees')
  return marks
}

/** ISO/IEC 7812-1, annex B. */
export function hasLuhnDigit(digits: string): boolean {
  let sum = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place])
    const doubled = place % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** ISO 13616: the number turned round, letters as 10 to 35, leaves 1 modulo 97. */
export function isIban(text: string): boolean {
  const compact = text.replaceAll(' ', '').toUpperCase()
  let rest = 0
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** FNV-1a, 32 bits, over UTF-16 units: fast, and the same everywhere. */
function hashOf(kind: number, token: string): number {
  let hash = 0x811c9dc5 ^ kind
  for (let at = 0; at < token.length; at++) hash = Math.imul(hash ^ token.charCodeAt(at), 0x01000193)
  hash ^= hash >>> 15
  return hash >>> 0
}
