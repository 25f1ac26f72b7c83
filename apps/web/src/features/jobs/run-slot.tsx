'use client'

import { SkeletonRows } from '@network3/ui/skeleton'
import { lazy, Suspense } from 'react'
import { SessionKeyNotice } from '../session-keys/session-key-notice.tsx'
import { useSessionKey } from '../session-keys/use-session-key.ts'

// Sealing brings its cryptography: only a browser that has the key fetches the form, and the form fetches the rest.
const RunForm = lazy(() => import('./run-form.tsx').then((module) => ({ default: module.RunForm })))

type RunSlotProps = {
  leaseId: string
  voucherSigner: string
  /** Why the lease takes no jobs. */
  closedReason: string | undefined
}

/** Where its key is, and the way to run something with it. */
export function RunSlot({ leaseId, voucherSigner, closedReason }: RunSlotProps) {
  const kept = useSessionKey(voucherSigner)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <SessionKeyNotice address={voucherSigner} />
      {kept.status === 'here' && (
        <Suspense fallback={<SkeletonRows rows={3} label="Reading the form" />}>
          <RunForm leaseId={leaseId} sessionKey={kept.key} closedReason={closedReason} />
        </Suspense>
      )}
    </div>
  )
}
