'use client'

import type { Address as Account } from '@network3/core/hex'
import { Address } from '@network3/ui/address'
import { formatExact, formatFigureDown } from '@network3/ui/format-amount'
import { Gauge, GaugeRow } from '@network3/ui/gauge-row'
import { SectionHead } from '@network3/ui/section-head'
import { Skeleton } from '@network3/ui/skeleton'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { paths } from '../../paths.ts'
import { useTrpc } from '../../trpc/provider.tsx'
import { ReadFailure } from '../staking/read-failure.tsx'
import { ClaimForm } from './claim-form.tsx'
import { claimableQuery } from './rewards-queries.ts'

type ClaimableProps = {
  operator: Account
  earnedTotalWei: string
}

/** Earned, paid and claimable, each told apart, and the claim. */
export function Claimable({ operator, earnedTotalWei }: ClaimableProps) {
  const trpc = useTrpc()
  const claimable = useQuery(claimableQuery(trpc, operator))

  return (
    <section aria-labelledby="claimable">
      <SectionHead
        id="claimable"
        title="Claimable"
        note={<Address value={operator} withIdenticon href={paths.operator(operator)} component={Link} />}
      />
      {claimable.isPending && <Skeleton className="h-28 w-full" />}
      {claimable.isError && (
        <ReadFailure what="The claim" error={claimable.error} onRetry={() => claimable.refetch()} />
      )}
      {claimable.data !== undefined && (
        <>
          <GaugeRow>
            <Figure label="Claimable now, N3" wei={claimable.data.claimableWei} note="what a claim pays" />
            <Figure
              label="Waiting, N3"
              wei={claimable.data.waiting?.amountWei ?? '0'}
              note={
                claimable.data.waiting === null ? 'nothing in a challenge delay' : 'in the challenge delay'
              }
            />
            <Figure label="Earned, N3" wei={earnedTotalWei} note="in epoch files checked against the chain" />
            <Figure label="Paid, N3" wei={claimable.data.claimedWei} note="by claims on chain" />
          </GaugeRow>
          <ClaimForm claimable={claimable.data} />
        </>
      )}
    </section>
  )
}

function Figure({ label, wei, note }: { label: string; wei: string; note: string }) {
  return (
    <Gauge label={label} note={note} title={formatExact(BigInt(wei))}>
      {formatFigureDown(BigInt(wei))}
    </Gauge>
  )
}
