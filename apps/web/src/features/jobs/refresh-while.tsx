'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Reads the page again at this pace while something on it moves that no block tells of: jobs run off chain. */
export function RefreshWhile({ isOn, everyMs = 1_500 }: { isOn: boolean; everyMs?: number }) {
  const router = useRouter()
  useEffect(() => {
    if (!isOn) return
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh()
    }, everyMs)
    return () => clearInterval(timer)
  }, [isOn, everyMs, router])
  return null
}
