import { formatWei, ONE_N3 } from '@network3/core/units'

/**
 * An amount of N3 with a fixed number of digits after the point, so that a column of them lines up:
 * `1842310000000000000000n` → `1,842.31`. Rounds towards zero, and says `<0.01` of what would read as nothing.
 */
export function formatAmountDown(wei: bigint, digits = 2): string {
  const magnitude = wei < 0n ? -wei : wei
  const unit = ONE_N3 / 10n ** BigInt(digits)
  if (magnitude > 0n && magnitude < unit) return `${wei < 0n ? '−' : ''}<${smallest(digits)}`
  const [whole = '0', fraction = ''] = formatWei((magnitude / unit) * unit, { group: true }).split('.')
  const shown = digits === 0 ? whole : `${whole}.${fraction.padEnd(digits, '0')}`
  return wei < 0n ? `−${shown}` : shown
}

const steps = [
  { suffix: 'B', unit: 10n ** 9n },
  { suffix: 'M', unit: 10n ** 6n },
] as const

/** A figure of at most nine characters for gauges: `986,412.07`, `1.42 M`, `600.00 M`. Rounds towards zero. */
export function formatFigureDown(wei: bigint): string {
  const magnitude = wei < 0n ? -wei : wei
  for (const { suffix, unit } of steps) {
    if (magnitude >= unit * ONE_N3) return `${formatAmountDown(wei / unit)} ${suffix}`
  }
  return formatAmountDown(wei)
}

/** Every digit, with its unit, for titles and copies: `1,842.310000000000000001 N3`. */
export function formatExact(wei: bigint, unit = 'N3'): string {
  return `${formatWei(wei, { group: true })} ${unit}`
}

function smallest(digits: number): string {
  return digits === 0 ? '1' : `0.${'1'.padStart(digits, '0')}`
}
