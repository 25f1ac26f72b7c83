'use client'

import { useEffect, useState } from 'react'
import { formatInstant, formatRelative } from './format-time.ts'

/** How long ago, or how soon. `now` is the server's clock when it drew the page, so that both draw the same first. */
export function RelativeTime({ at, now, className }: { at: string; now: string; className?: string }) {
  const [nowMs, setNowMs] = useState(() => Date.parse(now))

  useEffect(() => {
    const readAtMs = Date.parse(now)
    const origin = performance.now()
    const tick = () => setNowMs(readAtMs + performance.now() - origin)
    tick()
    const timer = setInterval(tick, 5_000)
    return () => clearInterval(timer)
  }, [now])

  return (
    <time dateTime={at} title={formatInstant(at)} className={className}>
      {formatRelative(Date.parse(at), nowMs)}
    </time>
  )
}
