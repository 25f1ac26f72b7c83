'use client'

import { formatCountdown } from '@network3/ui/epoch-clock'
import { useEffect, useState } from 'react'

type WindowClockProps = {
  /** ISO. */
  until: string
  /** The server's clock when it drew the page, ISO: both draw the same first. */
  now: string
}

/** The time left until a moment, counted down by the second. */
export function WindowClock({ until, now }: WindowClockProps) {
  const [nowMs, setNowMs] = useState(() => Date.parse(now))

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
      {formatCountdown(Math.max(0, Date.parse(until) - nowMs))}
    </time>
  )
}
