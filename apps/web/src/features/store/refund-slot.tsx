'use client'

import { Button } from '@network3/ui/button'
import { Dialog } from '@network3/ui/dialog'
import { SkeletonRows } from '@network3/ui/skeleton'
import { lazy, Suspense, useId, useState } from 'react'
import { useWallet } from '../../chain/use-wallet.ts'
import type { Device } from './store-words.ts'

const RefundForm = lazy(() => import('./refund-form.tsx').then((module) => ({ default: module.RefundForm })))

type RefundSlotProps = {
  device: Device
  /** Why nobody can have it refunded any more; undefined while its owner can. */
  refusal: string | undefined
  /** What somebody is told who does not own it. */
  foreign: string
}

/** Gives a device back before it ships; afterwards, or for somebody else, the reason why not. */
export function RefundSlot({ device, refusal, foreign }: RefundSlotProps) {
  const { address } = useWallet()
  const [isOpen, setOpen] = useState(false)
  const reasonId = useId()
  const isForeign = address !== undefined && address.toLowerCase() !== device.owner.toLowerCase()
  const reason = refusal ?? (isForeign ? foreign : undefined)
  return (
    <div className="grid justify-items-start gap-1.5">
      <Button
        aria-label={`Refund device ${device.tokenId}`}
        disabledReason={reason}
        aria-describedby={reason === undefined ? undefined : reasonId}
        onClick={() => setOpen(true)}
      >
        Refund
      </Button>
      {reason !== undefined && (
        <p id={reasonId} className="text-ink-3 text-md">
          {reason}
        </p>
      )}
      <Dialog title={`Refund device ${device.tokenId}`} isOpen={isOpen} onClose={() => setOpen(false)}>
        <Suspense fallback={<SkeletonRows rows={2} label="Reading the form" />}>
          <RefundForm device={device} onSent={() => setOpen(false)} />
        </Suspense>
      </Dialog>
    </div>
  )
}
