/** Tones of the dot map by a country's share of all, in hundredths of a percent, from the strongest down. */
export const dotMapSteps = [
  { tone: 3, fromBps: 600, label: '6 % and more' },
  { tone: 2, fromBps: 300, label: '3 to 6 %' },
  { tone: 1, fromBps: 1, label: 'under 3 %' },
] as const

export type DotMapTone = 0 | (typeof dotMapSteps)[number]['tone']

/** The tone of a country with `count` of `total`. One of anything is at least the weakest tone. */
export function dotMapTone(count: number, total: number): DotMapTone {
  if (count <= 0 || total <= 0) return 0
  const bps = Math.max(1, Math.floor((count * 10_000) / total))
  return dotMapSteps.find(({ fromBps }) => bps >= fromBps)?.tone ?? 0
}

/** `4.1 %`, rounded down to a tenth; `<0.1 %` for what would read as nothing. */
export function formatShareDown(count: number, total: number): string {
  if (total <= 0 || count <= 0) return '0 %'
  const tenths = Math.floor((count * 1000) / total)
  return tenths === 0 ? '<0.1 %' : `${(tenths / 10).toFixed(1)} %`
}
