const steps = [
  { unit: 'd', ms: 86_400_000 },
  { unit: 'h', ms: 3_600_000 },
  { unit: 'min', ms: 60_000 },
  { unit: 's', ms: 1_000 },
] as const

/** `3 min ago`, `in 2 h`, `now`: in the largest unit that fits, rounded down. */
export function formatRelative(thenMs: number, nowMs: number): string {
  const distance = Math.abs(nowMs - thenMs)
  const step = steps.find(({ ms }) => distance >= ms)
  if (step === undefined) return 'now'
  const text = `${Math.floor(distance / step.ms)} ${step.unit}`
  return thenMs <= nowMs ? `${text} ago` : `in ${text}`
}

/** `2026-11-22 07:02:18 UTC`: one zone for everybody, so that two people read the same. */
export function formatInstant(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
