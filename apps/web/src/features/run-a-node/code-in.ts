/** Crockford's base 32, and the letters that are read as digits of it. */
const LETTERS = /^[0-9A-Z]{8}$/

/** The code in what was typed or pasted, as XXXX-XXXX; undefined while there is none. */
export function codeIn(text: string): string | undefined {
  const compact = text.replace(/[\s-]/g, '').toUpperCase()
  return LETTERS.test(compact) ? `${compact.slice(0, 4)}-${compact.slice(4)}` : undefined
}
