/** How far an epoch has come at a moment, and what is left of it. Times in milliseconds. */
export function epochProgress(epoch: { startsAtMs: number; endsAtMs: number }, nowMs: number) {
  const length = epoch.endsAtMs - epoch.startsAtMs
  const leftMs = Math.max(0, epoch.endsAtMs - nowMs)
  const share = length <= 0 ? 1 : Math.min(1, Math.max(0, (nowMs - epoch.startsAtMs) / length))
  return { share, left: formatCountdown(leftMs) }
}

/** `15:08:41`; days in front when there are any: `2 d 03:00:00`. Counts down to the last started second. */
export function formatCountdown(ms: number): string {
  const total = Math.ceil(ms / 1000)
  const pad = (value: number) => String(value).padStart(2, '0')
  const days = Math.floor(total / 86_400)
  const clock = [Math.floor((total % 86_400) / 3600), Math.floor((total % 3600) / 60), total % 60]
    .map(pad)
    .join(':')
  return days > 0 ? `${days} d ${clock}` : clock
}
