'use client'

import type { OfferKind } from '@network3/core/lease-state'
import { Button } from '@network3/ui/button'
import { SkeletonRows } from '@network3/ui/skeleton'
import { lazy, Suspense, useState } from 'react'

// What pricing and renting need (React Query, the form, later the wallet) is fetched by who wants it.
const RentForm = lazy(() => import('./rent-form.tsx').then((module) => ({ default: module.RentForm })))

export type RentSlotProps = {
  /** Of the button that opens it. */
  label: string
  /** What it is filled from, in words: "the offers this query finds". */
  from: string
  query: string
  kind: OfferKind | undefined
  /** The longest lease on offer here, seconds: nobody begins with a wish that cannot be. */
  longestSeconds: number
}

/** The way to a price and a lease. Opens in place. */
export function RentSlot({ label, ...form }: RentSlotProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <section aria-labelledby="rent" className="mb-6 border-line border-y border-t-line-strong py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div>
          <h2 id="rent" className="text-lg">
            Rent
          </h2>
          <p className="text-ink-2 text-md">
            A price before paying, from {form.from}; one prompt opens the leases.
          </p>
        </div>
        <Button
          variant={isOpen ? 'quiet' : 'signal'}
          aria-expanded={isOpen}
          aria-controls="rent-form"
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Put away' : label}
        </Button>
      </div>
      <div id="rent-form" hidden={!isOpen} className="pt-5">
        {isOpen && (
          <Suspense fallback={<SkeletonRows rows={3} label="Reading the form" />}>
            <RentForm {...form} />
          </Suspense>
        )}
      </div>
    </section>
  )
}
