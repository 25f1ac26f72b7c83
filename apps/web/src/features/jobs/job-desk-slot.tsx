'use client'

import { SkeletonRows } from '@network3/ui/skeleton'
import { lazy, Suspense } from 'react'
import { SessionKeyNotice } from '../session-keys/session-key-notice.tsx'
import { useSessionKey } from '../session-keys/use-session-key.ts'
import type { JobState } from './job-words.ts'

// Opening brings its cryptography: only a browser that has the key fetches this.
const JobDesk = lazy(() => import('./job-desk.tsx').then((module) => ({ default: module.JobDesk })))

export type DeskJob = {
  jobId: string
  leaseId: string
  state: JobState
  hasResult: boolean
  /** What accepting costs; null unless it waits for an answer. */
  dueUnits: string | null
}

/** What only the key of the lease can do: read the log and the result, and answer for it. */
export function JobDeskSlot({ job, voucherSigner }: { job: DeskJob; voucherSigner: string }) {
  const kept = useSessionKey(voucherSigner)
  if (kept.status === 'here') {
    return (
      <Suspense fallback={<SkeletonRows rows={2} label="Reading" />}>
        <JobDesk job={job} sessionKey={kept.key} />
      </Suspense>
    )
  }
  return <SessionKeyNotice address={voucherSigner} />
}
