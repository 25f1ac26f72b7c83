import type { RouterOutputs } from '@network3/api/types'
import { Amount } from '@network3/ui/amount'
import { BarChart } from '@network3/ui/bar-chart'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { Disclosure } from '@network3/ui/disclosure'
import { formatInstant } from '@network3/ui/format-time'
import { SectionHead } from '@network3/ui/section-head'
import { Segmented } from '@network3/ui/segmented'
import { Link } from '../../shell/link.tsx'
import { windowLabels, windows, windowWords } from '../leaderboard/operators-query.ts'
import { type ProfileQuery, profileHref } from './profile-query.ts'

type Series = RouterOutputs['operators']['getEarningsSeries']

type EarningsProps = { address: string; query: ProfileQuery; series: Series }

/** What was earned over time: bars, and the same as a table. */
export function Earnings({ address, query, series }: EarningsProps) {
  const label = (iso: string) => formatInstant(iso).slice(0, series.bucketSeconds >= 86_400 ? 10 : 16)
  return (
    <section aria-labelledby="earnings" className="mt-11">
      <SectionHead
        id="earnings"
        title="Earnings"
        note={`N3 in parts of ${lengthOf(series.bucketSeconds)}, ${windowWords[query.window]}`}
      >
        <Segmented
          label="Window"
          component={Link}
          segments={windows.map((window) => ({
            label: windowLabels[window],
            href: profileHref(address, query, { window }),
            isCurrent: window === query.window,
            title: windowWords[window],
          }))}
        />
      </SectionHead>
      <BarChart
        label={`Earned over the ${windowWords[query.window]}; the table below has the figures`}
        bars={series.points.map(({ startsAt, earnedWei }) => ({
          label: label(startsAt),
          value: BigInt(earnedWei),
        }))}
        isLastOpen
        className="pt-3"
      />
      <Disclosure summary="As a table" className="pt-4">
        <DataTable label="Earned and paid over time">
          <thead>
            <tr>
              <HeadCell>From, UTC</HeadCell>
              <HeadCell isNumber>Earned, N3</HeadCell>
              <HeadCell isNumber>Paid, N3</HeadCell>
            </tr>
          </thead>
          <tbody>
            {series.points
              .filter(({ earnedWei, paidWei }) => earnedWei !== '0' || paidWei !== '0')
              .toReversed()
              .map(({ startsAt, earnedWei, paidWei }) => (
                <tr key={startsAt}>
                  <Cell className="font-mono text-md">{label(startsAt)}</Cell>
                  <Cell isNumber>
                    <Amount wei={earnedWei} digits={4} />
                  </Cell>
                  <Cell isNumber>
                    <Amount wei={paidWei} digits={4} />
                  </Cell>
                </tr>
              ))}
            <tr>
              <Cell className="font-semibold">All of it</Cell>
              <Cell isNumber className="font-semibold">
                <Amount wei={series.earnedWei} digits={4} />
              </Cell>
              <Cell isNumber className="font-semibold">
                <Amount wei={series.paidWei} digits={4} />
              </Cell>
            </tr>
          </tbody>
        </DataTable>
        <p className="pt-3 text-ink-3 text-sm">Parts in which nothing was earned or paid are left out.</p>
      </Disclosure>
    </section>
  )
}

function lengthOf(seconds: number): string {
  if (seconds % 86_400 === 0) return seconds === 86_400 ? 'a day' : `${seconds / 86_400} days`
  if (seconds % 3_600 === 0) return seconds === 3_600 ? 'an hour' : `${seconds / 3_600} hours`
  return `${Math.round(seconds / 60)} minutes`
}
