const units = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3_600 },
  { name: 'minute', seconds: 60 },
  { name: 'second', seconds: 1 },
] as const

/** A stretch of time in its two largest units: `7 days`, `1 hour 30 minutes`, `45 seconds`. Seconds are whole. */
export function formatDuration(seconds: number): string {
  const parts: string[] = []
  let rest = Math.max(0, Math.floor(seconds))
  for (const unit of units) {
    const count = Math.floor(rest / unit.seconds)
    rest -= count * unit.seconds
    if (count > 0) parts.push(`${count} ${unit.name}${count === 1 ? '' : 's'}`)
    if (parts.length === 2) break
  }
  return parts.length === 0 ? '0 seconds' : parts.join(' ')
}
