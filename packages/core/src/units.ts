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

/** Basis points as a percentage: `1234n` → `12.34%`. */
export function formatBps(bps: bigint): string {
  return `${fixed(bps * 10n ** 14n * 100n, 2)}%`
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
