'use client'

import { formatCountdown } from '@network3/ui/epoch-clock'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'

type WindowClockProps = {
  /** ISO. */
  until: string
  /** The server's clock when it drew the page, ISO: both draw the same first. */
  now: string
}

/** A block at or after the moment must exist before the contract agrees that it has come. */
const BLOCK_GRACE_MS = 1_500

/** The time left until a moment, counted down by the second. When it has come, the page is read again. */
export function WindowClock({ until, now }: WindowClockProps) {
  const router = useRouter()
  const [nowMs, setNowMs] = useState(() => Date.parse(now))
  const isOver = nowMs >= Date.parse(until) + BLOCK_GRACE_MS

  useEffect(() => {
    if (isOver) router.refresh()
  }, [isOver, router])

  useEffect(() => {
    const readAtMs = Date.parse(now)
    const origin = performance.now()
    const tick = () => setNowMs(readAtMs + performance.now() - origin)
    tick()
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [now])

  return (
    <time dateTime={until} role="timer" aria-live="off">
      {formatLeft(Math.max(0, Date.parse(until) - nowMs))}
    </time>
  )
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** `29 d 23 h`; the last day in seconds. */
function formatLeft(ms: number): string {
  if (ms < DAY_MS) return formatCountdown(ms)
  return `${Math.floor(ms / DAY_MS)} d ${Math.floor((ms % DAY_MS) / HOUR_MS)} h`
}
