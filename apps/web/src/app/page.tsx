import { countryName } from '@network3/core/countries'
import { CountryList } from '@network3/ui/country-list'
import { Disclosure } from '@network3/ui/disclosure'
import { isNews } from '../features/activity/describe-event.ts'
import { LiveEvents } from '../features/activity/live-events.tsx'
import { parseOperatorsQuery, type SearchParams } from '../features/leaderboard/operators-query.ts'
import { Hero } from '../features/overview/hero.tsx'
import { NetworkGauges } from '../features/overview/network-gauges.tsx'
import { SupplyFacts } from '../features/overview/supply-facts.tsx'
import { TopMovers } from '../features/overview/top-movers.tsx'
import { TopOperators } from '../features/overview/top-operators.tsx'
import { LiveRefresh } from '../shell/live-refresh.tsx'
import { ReadError } from '../shell/read-error.tsx'
import { getApi } from '../trpc/server.ts'
import { tryRead } from '../trpc/try-read.ts'

export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { window } = parseOperatorsQuery(await searchParams)
  const [overview, activity] = await Promise.all([
    tryRead(getApi().network.getOverview()),
    // Most events are book-keeping that follows another; enough are read for a full list of news.
    tryRead(getApi().activity.find({ limit: 60 })),
  ])
  if (overview.data === undefined) {
    return <ReadError title="The network cannot be read now" {...overview.failure} />
  }
  const { nodes, countries, topMovers } = overview.data
  const now = new Date().toISOString()
  const onMap = countries.map(({ country, nodeCount }) => ({
    code: country,
    name: countryName(country),
    count: nodeCount,
  }))
  const news = (activity.data?.items ?? []).filter(({ name }) => isNews(name)).slice(0, 10)
  return (
    <>
      <Hero nodeCount={nodes.registered} countries={onMap} />
      <NetworkGauges overview={overview.data} now={now} />
      <Disclosure className="pt-3" summary="Registered nodes by country, as their operators state it">
        <CountryList countries={onMap} noun="registered nodes" />
      </Disclosure>
      <TopOperators query={parseOperatorsQuery({ window })} />
      <div className="mt-11 grid gap-x-16 gap-y-11 lg:grid-cols-[3fr_2fr]">
        <LiveEvents initial={news} now={now} />
        <div className="grid content-start gap-11">
          <TopMovers movers={topMovers} />
          <SupplyFacts overview={overview.data} />
        </div>
      </div>
      <LiveRefresh />
    </>
  )
}
