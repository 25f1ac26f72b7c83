import { PageHead } from '@network3/ui/page-head'
import type { Metadata } from 'next'
import { AddressLookup } from '../../features/staking/address-lookup.tsx'
import { readAddressParam } from '../../features/staking/read-address-param.ts'
import { StakePanel } from '../../features/staking/stake-panel.tsx'
import { StakingOf } from '../../features/staking/staking-of.tsx'
import { positionsQuery, requestsQuery } from '../../features/staking/staking-queries.ts'
import { paths } from '../../paths.ts'
import { Hydrated } from '../../trpc/hydrated.tsx'
import { TrpcProvider } from '../../trpc/provider.tsx'
import { getServerQueryClient, getTrpcOptions } from '../../trpc/server.ts'

export const metadata: Metadata = {
  title: 'Stake',
  description: 'Delegate N3 to an operator, take it out again, and see what any address has staked.',
}

type StakePageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function StakePage({ searchParams }: StakePageProps) {
  const query = await searchParams
  const operator = readAddressParam(query.operator)
  const address = readAddressParam(query.address)
  await readAhead(operator.address, address.address)

  return (
    <TrpcProvider>
      <Hydrated>
        <PageHead title="Stake">
          Stake N3 on an operator and share what it earns. You can take it out at any time; it thaws first, so
          that it can still answer for the operator's faults.
        </PageHead>
        <div className="grid gap-x-16 gap-y-11 grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(340px,400px)_minmax(0,1fr)]">
          <StakePanel
            key={operator.address}
            operator={operator.address}
            problem={operator.problem}
            address={address.address}
          />
          <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-8">
            <AddressLookup
              path={paths.stake}
              address={address.address}
              problem={address.problem}
              hidden={{ operator: operator.address }}
            />
            <StakingOf address={address.address} />
          </div>
        </div>
      </Hydrated>
    </TrpcProvider>
  )
}

/** What the page shows without a wallet is in its HTML. A query that fails here is asked again by the browser. */
async function readAhead(operator: string | undefined, address: string | undefined): Promise<void> {
  const client = getServerQueryClient()
  const trpc = getTrpcOptions()
  await Promise.all([
    client.prefetchQuery(trpc.operators.find.queryOptions({ sort: 'stake', limit: 8 })),
    operator === undefined
      ? undefined
      : client.prefetchQuery(trpc.staking.getStakeQuote.queryOptions({ operator, assetsWei: '0' })),
    address === undefined ? undefined : client.prefetchInfiniteQuery(positionsQuery(trpc, address)),
    address === undefined ? undefined : client.prefetchInfiniteQuery(requestsQuery(trpc, address)),
  ])
}
