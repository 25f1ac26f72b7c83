import { AppError } from './app-error.ts'

/** Decimals of N3 and of ETH: 1 N3 = 10^18 wei. */
export const N3_DECIMALS = 18
/** One whole N3 in wei. */
export const ONE_N3 = 10n ** 18n
/** One hundred percent in basis points. */
export const BPS = 10_000n

/**
 * Exact decimal text of an amount in wei: no digit is lost, no trailing zero kept.
 * `1500000000000000000n` → `1.5`. With `group`, thousands are separated by commas.
 */
export function formatWei(wei: bigint, options: { group?: boolean } = {}): string {
  const negative = wei < 0n
  const magnitude = negative ? -wei : wei
  const whole = (magnitude / ONE_N3).toString()
  const fraction = (magnitude % ONE_N3).toString().padStart(N3_DECIMALS, '0').replace(/0+$/, '')
  const shown = options.group ? groupThousands(whole) : whole
  return `${negative ? '-' : ''}${shown}${fraction === '' ? '' : `.${fraction}`}`
}

const compactSteps = [
  { suffix: 'B', divisor: 10n ** 9n },
  { suffix: 'M', divisor: 10n ** 6n },
  { suffix: 'K', divisor: 10n ** 3n },
] as const

/**
 * Short text for lists and figures, rounded towards zero so that it never shows more than there is:
 * `12.34M`, `1.5K`, `12.34`, `0.0012`, `<0.0001`. The exact value belongs in the title.
 */
export function formatWeiCompact(wei: bigint): string {
  if (wei < 0n) return `-${formatWeiCompact(-wei)}`
  if (wei === 0n) return '0'
  const whole = wei / ONE_N3
  for (const { suffix, divisor } of compactSteps) {
    if (whole >= divisor) return `${fixed(wei / divisor, 2)}${suffix}`
  }
  if (whole > 0n) return fixed(wei, 2)
  return wei < ONE_N3 / 10_000n ? '<0.0001' : fixed(wei, 4)
}

/** Basis points as a percentage: `1234n` → `12.34%`. */
export function formatBps(bps: bigint): string {
  return `${fixed(bps * 10n ** 14n * 100n, 2)}%`
}

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

/** Decimal text with at most `digits` after the point, rounded towards zero. */
function fixed(wei: bigint, digits: number): string {
  const negative = wei < 0n
  const unit = 10n ** BigInt(N3_DECIMALS - digits)
  const scaled = (negative ? -wei : wei) / unit
  return formatWei((negative ? -scaled : scaled) * unit)
}

function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',')
}
