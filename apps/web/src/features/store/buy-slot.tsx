'use client'

import { Button } from '@network3/ui/button'
import { Dialog } from '@network3/ui/dialog'
import { SkeletonRows } from '@network3/ui/skeleton'
import { lazy, Suspense, useId, useState } from 'react'
import type { Batch } from './store-words.ts'

// What buying needs (React Query, the form, the wallet) is fetched by who wants to buy, not by who reads.
const BuyForm = lazy(() => import('./buy-form.tsx').then((module) => ({ default: module.BuyForm })))

/** The way to buy from a batch; where it cannot be bought from, the reason. */
export function BuySlot({ batch }: { batch: Batch }) {
  const [isOpen, setOpen] = useState(false)
  const reasonId = useId()
  const isOnSale = batch.status === 'open'
  return (
    <div className="grid justify-items-start gap-1.5">
      <Button
        variant="signal"
        disabledReason={isOnSale ? undefined : batch.reason.sentence}
        aria-describedby={isOnSale ? undefined : reasonId}
        onClick={() => setOpen(true)}
      >
        Buy
      </Button>
      {!isOnSale && (
        <p id={reasonId} className="text-ink-3 text-md">
          {batch.reason.sentence}
        </p>
      )}
      {/* Stays open when the batch sells out or its price moves: the form says so. */}
      <Dialog title={`Buy from batch ${batch.batchId}`} isOpen={isOpen} onClose={() => setOpen(false)}>
        <Suspense fallback={<SkeletonRows rows={4} label="Reading the order form" />}>
          <BuyForm
            batch={batch}
            onSent={() => {
              setOpen(false)
              // Where the order appears.
              document.getElementById('orders')?.scrollIntoView()
            }}
          />
        </Suspense>
      </Dialog>
    </div>
  )
}
