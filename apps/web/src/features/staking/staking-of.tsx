'use client'

import type { Address } from '@network3/core/hex'
import { Button } from '@network3/ui/button'
import { EmptyState } from '@network3/ui/empty-state'
import { useWallet } from '../../chain/use-wallet.ts'
import { askToConnect } from '../../chain/wallet-store.ts'
import { Positions } from './positions.tsx'
import { Requests } from './requests.tsx'

/** Positions and unstake requests of the address in the URL, or else of the connected wallet. */
export function StakingOf({ address }: { address: Address | undefined }) {
  const wallet = useWallet()
  const subject = address ?? wallet.address
  if (subject === undefined) {
    return (
      <EmptyState
        title="No wallet is connected"
        action={<Button onClick={askToConnect}>Connect a wallet</Button>}
      >
        Connect one to see its positions here, or enter any address above: positions are public.
      </EmptyState>
    )
  }
  const isOwn = wallet.address !== undefined && subject.toLowerCase() === wallet.address.toLowerCase()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-11">
      <Positions address={subject} isOwn={isOwn} />
      <Requests address={subject} isOwn={isOwn} />
    </div>
  )
}
