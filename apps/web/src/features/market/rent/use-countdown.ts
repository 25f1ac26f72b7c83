'use client'

import { useEffect, useState } from 'react'

/**
 * Seconds left of a promise, whole and rounded up, 0 once it is over. Counted from the answer's arrival by its own two
 * times, so that a clock that is wrong here makes no difference.
 */
export function useCountdown({ madeAt, expiresAt }: { madeAt: string; expiresAt: string }): number {
  const spanMs = Date.parse(expiresAt) - Date.parse(madeAt)
  const [origin] = useState(() => performance.now())
  const leftAt = (now: number) => Math.max(0, Math.ceil((spanMs - (now - origin)) / 1000))
  const [left, setLeft] = useState(() => leftAt(performance.now()))
  useEffect(() => {
    const timer = setInterval(() => setLeft(leftAt(performance.now())), 250)
    return () => clearInterval(timer)
  })
  return left
}
