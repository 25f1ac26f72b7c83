import { AppError } from './app-error.ts'
import { N3_DECIMALS, ONE_N3 } from './units.ts'

/**
 * Reads what a person typed as an amount of N3 and gives wei. Spaces and group commas are allowed.
 * Throws AMOUNT_INVALID with a sentence for anything that is not one exact amount ≥ 0.
 */
export function parseN3(text: string): bigint {
  const trimmed = text.trim()
  if (trimmed === '') throw new AppError('AMOUNT_INVALID', 'Enter an amount.')
  if (trimmed.startsWith('-')) throw new AppError('AMOUNT_INVALID', 'An amount cannot be negative.')
  const grouped = /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(trimmed)
  const plain = grouped ? trimmed.replaceAll(',', '') : trimmed
  if (/^\d+,\d+$/.test(plain))
    throw new AppError('AMOUNT_INVALID', 'Use a point for decimals, for example 1.5.')
  const match = /^(\d*)(?:\.(\d*))?$/.exec(plain)
  const whole = match?.[1] ?? ''
  const fraction = match?.[2] ?? ''
  if (match === null || whole + fraction === '') {
    throw new AppError('AMOUNT_INVALID', 'Enter a plain number, for example 12.5.')
  }
  if (fraction.length > N3_DECIMALS) {
    throw new AppError('AMOUNT_INVALID', 'An amount has at most 18 digits after the point.')
  }
  // A uint256 has 78 digits; anything longer is a mistake and would only fail later, on chain.
  if (whole.length > 60)
    throw new AppError('AMOUNT_INVALID', 'This amount is larger than all N3 there can be.')
  return BigInt(whole === '' ? '0' : whole) * ONE_N3 + BigInt(fraction.padEnd(N3_DECIMALS, '0'))
}
