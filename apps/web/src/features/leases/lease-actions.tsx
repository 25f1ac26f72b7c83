'use client'

import { formatWei } from '@network3/core/units'
import { Button } from '@network3/ui/button'
import { SectionHead } from '@network3/ui/section-head'
import { Skeleton } from '@network3/ui/skeleton'
import { lazy, Suspense } from 'react'
import { useWallet } from '../../chain/use-wallet.ts'
import { askToConnect } from '../../chain/wallet-store.ts'
import { actsOf } from './close-words.ts'
import type { LeaseView } from './lease-words.ts'

// What sends is fetched by who has a wallet.
const LeaseAct = lazy(() => import('./lease-act.tsx').then((module) => ({ default: module.LeaseAct })))

const n3 = (wei: bigint) => `${formatWei(wei, { group: true })} N3`

/** What a wallet can do to a lease, each with what it does to the money. */
export function LeaseActions({ lease }: { lease: LeaseView }) {
  const { address } = useWallet()
  const acts = actsOf(lease, address, n3)
  if (acts.length === 0) return null
  return (
    <section aria-labelledby="acts">
      <SectionHead id="acts" title={lease.state === 'finalizable' ? 'Settle' : 'End it'} />
      <ul className="border-line-strong border-t">
        {acts.map((act) => (
          <li key={act.act} className="grid justify-items-start gap-2.5 border-line border-b py-4">
            <p className="text-ink-2 text-md">{act.says}</p>
            {address === undefined ? (
              <Button onClick={askToConnect}>Connect to {act.label.toLowerCase()}</Button>
            ) : (
              <Suspense fallback={<Skeleton className="h-[34px] w-24" />}>
                <LeaseAct act={act} leaseId={lease.leaseId} />
              </Suspense>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
