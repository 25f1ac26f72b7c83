import { ReasonBar } from '@network3/ui/reason-bar'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { SearchParams } from '../../../features/leaderboard/operators-query.ts'
import { AprFacts } from '../../../features/operator/apr-facts.tsx'
import { Earnings } from '../../../features/operator/earnings.tsx'
import { EpochBreakdown } from '../../../features/operator/epoch-breakdown.tsx'
import { HistoryTable } from '../../../features/operator/history-table.tsx'
import { NodesTable } from '../../../features/operator/nodes-table.tsx'
import { PoolFacts } from '../../../features/operator/pool-facts.tsx'
import { ProfileGauges } from '../../../features/operator/profile-gauges.tsx'
import { ProfileHead } from '../../../features/operator/profile-head.tsx'
import { parseProfileQuery } from '../../../features/operator/profile-query.ts'
import { readProfile } from '../../../features/operator/read-profile.ts'
import { StakersTable } from '../../../features/operator/stakers-table.tsx'
import { LiveRefresh } from '../../../shell/live-refresh.tsx'
import { ReadError } from '../../../shell/read-error.tsx'
import { isMissing } from '../../../trpc/try-read.ts'

type ProfilePageProps = { params: Promise<{ address: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata({ params }: ProfilePageProps): Promise<Metadata> {
  const { address } = await params
  return { title: `Operator ${address.slice(0, 6)}…${address.slice(-4)}` }
}

export default async function ProfilePage({ params, searchParams }: ProfilePageProps) {
  const { address } = await params
  if (!/^0x[0-9a-fA-F]{40}$/.test(address)) notFound()
  const query = parseProfileQuery(await searchParams)
  const { profile, lists } = await readProfile(address, query)
  if (profile.data === undefined) {
    if (isMissing(profile.failure)) notFound()
    return <ReadError title="This operator cannot be read now" {...profile.failure} />
  }
  const operator = profile.data
  return (
    <>
      <ProfileHead operator={operator} />
      <ProfileGauges operator={operator} window={query.window} />
      {operator.reasons.map((reason) => (
        <ReasonBar key={reason.code} {...reason} className="mt-5" />
      ))}
      {lists.data === undefined ? (
        <ReadError title="Its lists cannot be read now" {...lists.failure} />
      ) : (
        <Lists address={operator.address} operator={operator} query={query} lists={lists.data} />
      )}
      <LiveRefresh />
    </>
  )
}

type Read = Awaited<ReturnType<typeof readProfile>>
type ListsProps = {
  address: string
  operator: NonNullable<Read['profile']['data']>
  query: ReturnType<typeof parseProfileQuery>
  lists: NonNullable<Read['lists']['data']>
}

function Lists({ address, operator, query, lists: [series, epochs, nodes, stakers, history] }: ListsProps) {
  return (
    <>
      <Earnings address={address} query={query} series={series} />
      <div className="mt-11 grid gap-x-16 gap-y-11 lg:grid-cols-2">
        <PoolFacts operator={operator} />
        <AprFacts apr={operator.apr} />
      </div>
      <EpochBreakdown address={address} query={query} page={epochs} />
      <NodesTable address={address} query={query} page={nodes} />
      <div className="mt-11">
        <StakersTable address={address} query={query} page={stakers} />
      </div>
      <HistoryTable address={address} query={query} page={history} />
    </>
  )
}
