'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { listenLive, readNewestChange } from '../trpc/live-feed.ts'

/** A busy chain has events in every block; a page read again more often than this would only flicker. */
const LEAST_MS = 4_000

type LiveRefreshProps = {
  /** The block the page shows, where it says so. */
  drawnAt?: number
}

/**
 * Reads the page again when a block with events is indexed, or blocks were replaced. What one has typed or opened
 * stays. A tab in the background waits until it is looked at.
 */
export function LiveRefresh({ drawnAt }: LiveRefreshProps) {
  const router = useRouter()

  // Between the drawing of a page and its coming to life something may have happened that it does not show.
  useEffect(() => {
    if (drawnAt !== undefined && drawnAt < readNewestChange()) router.refresh()
  }, [drawnAt, router])

  useEffect(() => {
    let lastMs = performance.now()
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      timer = undefined
      lastMs = performance.now()
      router.refresh()
    }
    const want = () => {
      if (timer === undefined)
        timer = setTimeout(refresh, Math.max(0, LEAST_MS - (performance.now() - lastMs)))
    }
    let isDue = false
    const stop = listenLive({
      onMessage: (message) => {
        if (message.type === 'event' || (message.type === 'block' && message.eventCount === 0)) return
        if (document.hidden) isDue = true
        else want()
      },
    })
    const onVisible = () => {
      if (document.hidden || !isDue) return
      isDue = false
      want()
    }
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      stop()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [router])

  return null
}
