'use client'

import { useEffect, useState } from 'react'

/** A block with the unlock time in its past must exist before the contract agrees that the thaw is over. */
const BLOCK_GRACE_MS = 1_500

export type Thaw = {
  /** Undefined on the server and in the first paint, where the browser's clock is not known. */
  leftMs: number | undefined
  isOver: boolean
}

/** Counts down to the unlock time by the browser's clock, once a second. */
export function useThaw(unlocksAt: string): Thaw {
  const unlocksAtMs = Date.parse(unlocksAt)
  const [nowMs, setNowMs] = useState<number>()
  const isOver = nowMs !== undefined && nowMs >= unlocksAtMs + BLOCK_GRACE_MS

  useEffect(() => {
    if (isOver) return
    setNowMs(Date.now())
    const timer = setInterval(() => setNowMs(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [isOver])

  return { leftMs: nowMs === undefined ? undefined : Math.max(0, unlocksAtMs - nowMs), isOver }
}
