'use client'

import { Dialog } from '@network3/ui/dialog'
import { LinkButton } from '@network3/ui/link-button'
import { SkeletonRows } from '@network3/ui/skeleton'
import { lazy, Suspense, useState } from 'react'
import { paths } from '../../paths.ts'

// What staking needs (React Query, the form, the wallet) is fetched by who wants to stake, not by who reads.
const StakeAction = lazy(() =>
  import('../staking/stake-action.tsx').then((module) => ({ default: module.StakeAction })),
)

/** Stake on this operator: a dialog here, or the stake page for a browser without JavaScript. */
export function StakeSlot({ operator }: { operator: `0x${string}` }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <LinkButton
        variant="signal"
        href={paths.stakeOn(operator)}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          setOpen(true)
        }}
      >
        Stake
      </LinkButton>
      <Dialog title="Stake on this operator" isOpen={isOpen} onClose={() => setOpen(false)}>
        <Suspense fallback={<SkeletonRows rows={3} label="Reading the stake form" />}>
          <StakeAction operator={operator} onSent={() => setOpen(false)} />
        </Suspense>
      </Dialog>
    </>
  )
}
