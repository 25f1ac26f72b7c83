'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { paths, withQuery } from '../../paths.ts'
import { keepLiveStream } from '../../trpc/live-stream.ts'

/** Changes that come together are one reading of the page. */
const GATHERED_MS = 150

/**
 * Reads the page again whenever a job of it changes, which no block tells of: jobs run off chain. One stream of
 * server-sent events (jobs.watch) for as long as anything may still change.
 */
export function WatchJobs({ isOn, ...scope }: { isOn: boolean } & ({ jobId: string } | { leaseId: string })) {
  const router = useRouter()
  const input = JSON.stringify(scope)
  useEffect(() => {
    if (!isOn) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const close = keepLiveStream({
      open: (lastEventId) =>
        new EventSource(withQuery(`${paths.trpc}/jobs.watch`, { input: withId(input, lastEventId) })),
      onMessage: () => {
        timer ??= setTimeout(() => {
          timer = undefined
          router.refresh()
        }, GATHERED_MS)
      },
      onStatus: () => undefined,
    })
    return () => {
      clearTimeout(timer)
      close()
    }
  }, [isOn, input, router])
  return null
}

/** A stream that is opened anew goes on where the old one was. */
function withId(input: string, lastEventId: string | undefined): string {
  return lastEventId === undefined ? input : JSON.stringify({ ...JSON.parse(input), lastEventId })
}
