'use client'

import { deviceCan } from '@network3/core/device-state'
import type { Address } from '@network3/core/hex'
import { Button } from '@network3/ui/button'
import { Dialog } from '@network3/ui/dialog'
import { SkeletonRows } from '@network3/ui/skeleton'
import { lazy, Suspense, useId, useState } from 'react'
import { useWallet } from '../../chain/use-wallet.ts'
import { describeReason } from './describe-reason.ts'
import type { Device } from './store-words.ts'

const RefundForm = lazy(() => import('./refund-form.tsx').then((module) => ({ default: module.RefundForm })))

/** Gives a device back before it ships; afterwards, or for somebody else, the reason why not. */
export function RefundSlot({ device }: { device: Device }) {
  const { address } = useWallet()
  const [isOpen, setOpen] = useState(false)
  const reasonId = useId()
  const reason = whyNotRefund(device, address)
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

/** Without a wallet only the device can stand in the way: who connects is told the rest. */
function whyNotRefund(device: Device, account: Address | undefined): string | undefined {
  const answer = deviceCan.refund(device, account ?? device.owner)
  return answer === true ? undefined : describeReason(answer)
}
