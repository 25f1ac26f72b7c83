'use client'

import type { Address } from '@network3/core/hex'
import { Button } from '@network3/ui/button'
import { EmptyState } from '@network3/ui/empty-state'
import { useWallet } from '../../chain/use-wallet.ts'
import { askToConnect } from '../../chain/wallet-store.ts'
import { Claimable } from './claimable.tsx'
import { Claims } from './claims.tsx'
import { Epochs } from './epochs.tsx'
import { StakedPools } from './staked-pools.tsx'

/** Rewards of the operator in the URL, or else of the connected wallet. */
export function RewardsOf({ address }: { address: Address | undefined }) {
  const wallet = useWallet()
  const subject = address ?? wallet.address
  if (subject === undefined) {
    return (
      <EmptyState
        title="No wallet is connected"
        action={<Button onClick={askToConnect}>Connect a wallet</Button>}
      >
        Connect one to see what it has earned, or enter the address of any operator above: rewards are public,
        and anyone may send a claim.
      </EmptyState>
    )
  }
  return (
    <div className="grid gap-11">
      <Claimable operator={subject} />
      <StakedPools address={subject} />
      <Epochs operator={subject} />
      <Claims operator={subject} />
    </div>
  )
}
