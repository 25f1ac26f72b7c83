'use client'

import type { Address } from '@network3/core/hex'
import { Button } from '@network3/ui/button'
import { EmptyState } from '@network3/ui/empty-state'
import { SkeletonRows } from '@network3/ui/skeleton'
import { useQuery } from '@tanstack/react-query'
import { useWallet } from '../../chain/use-wallet.ts'
import { askToConnect } from '../../chain/wallet-store.ts'
import { useTrpc } from '../../trpc/provider.tsx'
import { ReadFailure } from '../staking/read-failure.tsx'
import { Claimable } from './claimable.tsx'
import { Claims } from './claims.tsx'
import { Epochs } from './epochs.tsx'
import { operatorQuery } from './rewards-queries.ts'
import { StakedPools } from './staked-pools.tsx'

/** Rewards of the address in the URL, or else of the connected wallet. */
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
  return <RewardsOfAddress key={subject} address={subject} />
}

/** An operator earns by its nodes; a staker's share reaches it through the pools it staked in. */
function RewardsOfAddress({ address }: { address: Address }) {
  const trpc = useTrpc()
  const query = useQuery(operatorQuery(trpc, address))
  const operator = query.data?.items[0]
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-11">
      {query.isPending && <SkeletonRows rows={3} label="Reading rewards" />}
      {query.isError && (
        <ReadFailure what="The rewards" error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.isSuccess && operator === undefined && (
        <EmptyState title="Not an operator">
          {address.slice(0, 6)}…{address.slice(-4)} runs no node and has no pool, so it has nothing to claim
          for itself. What stakers earn flows into the pools they staked in, and shows as the gain of their
          positions.
        </EmptyState>
      )}
      {operator !== undefined && <Claimable operator={address} earnedTotalWei={operator.earnedWei} />}
      <StakedPools address={address} />
      {operator !== undefined && (
        <>
          <Epochs operator={address} />
          <Claims operator={address} />
        </>
      )}
    </div>
  )
}
