'use client'

import { lazy, Suspense } from 'react'
import { useWallet } from '../../chain/use-wallet.ts'

const Allowance = lazy(() => import('./allowance.tsx').then((module) => ({ default: module.Allowance })))

const GENERAL = 'of this batch; refunds do not count'

/** How many more the connected wallet may buy; without one, how the cap counts. */
export function AllowanceSlot({ batchId }: { batchId: number }) {
  const { address } = useWallet()
  if (address === undefined) return GENERAL
  return (
    <Suspense fallback={GENERAL}>
      <Allowance batchId={batchId} wallet={address} fallback={GENERAL} />
    </Suspense>
  )
}
