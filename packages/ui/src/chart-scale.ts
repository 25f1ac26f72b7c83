/** Share of `value` in `maximum` between 0 and 1, for drawing only: amounts stay exact everywhere else. */
export function shareOf(value: bigint, maximum: bigint): number {
  if (maximum <= 0n || value <= 0n) return 0
  return Math.min(1, Number((value * 1_000_000n) / maximum) / 1_000_000)
}

export function maximumOf(values: readonly bigint[]): bigint {
  let most = 0n
  for (const value of values) if (value > most) most = value
  return most
}

/** The next round number at or above (1, 1.2, 1.6, 2… of a power of ten of wei) whose half is round too: the top of an axis. */
export function niceCeiling(value: bigint): bigint {
  if (value <= 0n) return 1n
  const power = 10n ** BigInt(value.toString().length - 1)
  for (const tenths of [10n, 12n, 16n, 20n, 24n, 30n, 40n, 50n, 60n, 80n, 100n]) {
    const candidate = (power * tenths) / 10n
    if (candidate >= value) return candidate
  }
  return power * 10n
}

/** Points of a line across a box, one decimal: `0,20 10.5,3.2`. A line of one value is flat. */
export function linePoints(values: readonly bigint[], box: { width: number; height: number }): string {
  const drawn = values.length === 1 ? [...values, ...values] : values
  const top = maximumOf(values)
  return drawn
    .map((value, index) => {
      const x = (index / (drawn.length - 1)) * box.width
      const y = (1 - shareOf(value, top)) * box.height
      return `${round(x)},${round(y)}`
    })
    .join(' ')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
