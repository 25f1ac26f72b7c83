'use client'

import { useEffect, useState } from 'react'
import { epochProgress } from './epoch-clock.ts'
import { Ring } from './ring.tsx'

type EpochRingProps = {
  /** ISO 8601. */
  startsAt: string
  endsAt: string
  /** The server's clock when it drew the page: the browser's own may be wrong, so only its ticking is used. */
  now: string
  /** Called when the epoch is over. */
  onEnd?: () => void
}

/** The time left in an epoch, ticking once a second. */
export function EpochRing({ startsAt, endsAt, now, onEnd }: EpochRingProps) {
  const [nowMs, setNowMs] = useState(() => Date.parse(now))
  const epoch = { startsAtMs: Date.parse(startsAt), endsAtMs: Date.parse(endsAt) }
  const { share, left } = epochProgress(epoch, nowMs)
  const isOver = share >= 1

  useEffect(() => {
    const readAtMs = Date.parse(now)
    const origin = performance.now()
    const tick = () => setNowMs(readAtMs + performance.now() - origin)
    tick()
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
  }, [now])

  useEffect(() => {
    if (isOver) onEnd?.()
  }, [isOver, onEnd])

  return (
    <span className="flex items-center gap-3">
      <Ring share={share} />
      <span role="timer" aria-label={`Time left in this epoch: ${left}`}>
        {left}
      </span>
    </span>
  )
}
