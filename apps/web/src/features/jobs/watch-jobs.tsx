'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { paths, withQuery } from '../../paths.ts'
import { keepLiveStream } from '../../trpc/live-stream.ts'

/** Changes that come together are one reading of the page. */
const GATHERED_MS = 150
/** A stream that is back before anybody could wonder is not spoken of. */
const PATIENCE_MS = 5_000
const CALM_MS = 1_000
const BROKEN = 'The connection that tells of changes broke.'

/**
 * Reads the page again whenever a job of it changes, which no block tells of: jobs run off chain. One stream of
 * server-sent events (jobs.watch) for as long as anything may still change; where it breaks or is refused, the page says
 * that what it shows may be older.
 */
export function WatchJobs({ isOn, ...scope }: { isOn: boolean } & ({ jobId: string } | { leaseId: string })) {
  const router = useRouter()
  const input = JSON.stringify(scope)
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    setProblem(undefined)
    if (!isOn) return
    let reading: ReturnType<typeof setTimeout> | undefined
    let telling: ReturnType<typeof setTimeout> | undefined
    let calming: ReturnType<typeof setTimeout> | undefined
    const close = keepLiveStream({
      open: (lastEventId) =>
        new EventSource(withQuery(`${paths.trpc}/jobs.watch`, { input: withId(input, lastEventId) })),
      onMessage: () => {
        setProblem(undefined)
        reading ??= setTimeout(() => {
          reading = undefined
          router.refresh()
        }, GATHERED_MS)
      },
      onStatus: (status) => {
        if (status === 'lost') telling ??= setTimeout(() => setProblem((told) => told ?? BROKEN), PATIENCE_MS)
        if (status !== 'open') return
        clearTimeout(telling)
        telling = undefined
        // A stream that is refused opens first: only one that stays open is well.
        clearTimeout(calming)
        calming = setTimeout(() => setProblem(undefined), CALM_MS)
      },
      onRefused: (sentence) => {
        clearTimeout(calming)
        setProblem(sentence)
      },
    })
    return () => {
      clearTimeout(reading)
      clearTimeout(telling)
      clearTimeout(calming)
      close()
    }
  }, [isOn, input, router])
  return (
    <p role="status" className="text-md text-warn empty:hidden">
      {problem && `${problem} It is tried again by itself; what is shown here may be older.`}
    </p>
  )
}

/** A stream that is opened anew goes on where the old one was. */
function withId(input: string, lastEventId: string | undefined): string {
  return lastEventId === undefined ? input : JSON.stringify({ ...JSON.parse(input), lastEventId })
}
