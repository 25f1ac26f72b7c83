import { PageHead } from '@network3/ui/page-head'
import type { Metadata } from 'next'
import { RewardsOf } from '../../features/rewards/rewards-of.tsx'
import {
  claimableQuery,
  claimsQuery,
  epochsQuery,
  operatorQuery,
} from '../../features/rewards/rewards-queries.ts'
import { AddressLookup } from '../../features/staking/address-lookup.tsx'
import { readAddressParam } from '../../features/staking/read-address-param.ts'
import { paths } from '../../paths.ts'
import { Hydrated } from '../../trpc/hydrated.tsx'
import { TrpcProvider } from '../../trpc/provider.tsx'
import { getServerQueryClient, getTrpcOptions } from '../../trpc/server.ts'

export const metadata: Metadata = {
  title: 'Rewards',
  description: 'What an operator has earned and what it was paid, epoch by epoch, and the claim.',
}

type RewardsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function RewardsPage({ searchParams }: RewardsPageProps) {
  const { address, problem } = readAddressParam((await searchParams).address)
  if (address !== undefined) await readAhead(address)

  return (
    <TrpcProvider>
      <Hydrated>
        <PageHead title="Rewards">
          Earned is what published epoch files say, checked against the root on chain. Paid is what claims
          have paid out. The two are never added together.
        </PageHead>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-10">
          <AddressLookup path={paths.rewards} address={address} problem={problem} />
          <RewardsOf address={address} />
        </div>
      </Hydrated>
    </TrpcProvider>
  )
}

/** What the page shows without a wallet is in its HTML. A query that fails here is asked again by the browser. */
async function readAhead(address: string): Promise<void> {
  const client = getServerQueryClient()
  const trpc = getTrpcOptions()
  await Promise.all([
    client.prefetchQuery(claimableQuery(trpc, address)),
    client.prefetchQuery(operatorQuery(trpc, address)),
    client.prefetchInfiniteQuery(epochsQuery(trpc, address)),
    client.prefetchInfiniteQuery(claimsQuery(trpc, address)),
  ])
}
