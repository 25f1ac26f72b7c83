'use client'

import { Amount } from '@network3/ui/amount'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { EmptyState } from '@network3/ui/empty-state'
import { SectionHead } from '@network3/ui/section-head'
import { SkeletonRows } from '@network3/ui/skeleton'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../../trpc/provider.tsx'
import { ReadFailure } from '../../staking/read-failure.tsx'
import { SignInGate } from './sign-in-gate.tsx'

/** What the account's keys did, by day. `days`: from the URL. */
export function UsageSection({ days }: { days: number }) {
  return (
    <SignInGate what="your usage">
      <Usage days={days} />
    </SignInGate>
  )
}

function Usage({ days }: { days: number }) {
  const trpc = useTrpc()
  const query = useQuery(trpc.usage.get.queryOptions({ days }, { refetchInterval: 15_000 }))
  return (
    <section aria-labelledby="usage">
      <SectionHead
        id="usage"
        title="Usage by day and key"
        note={query.data && `${query.data.from} to ${query.data.to}, days of UTC`}
      />
      {query.isPending && <SkeletonRows rows={3} label="Reading usage" />}
      {query.isError && <ReadFailure what="The usage" error={query.error} onRetry={() => query.refetch()} />}
      {query.data?.items.length === 0 && (
        <EmptyState title="No key was used in this time">
          Calls made with a key of yours are counted here within seconds. Calls without a key are nobody’s.
        </EmptyState>
      )}
      {query.data !== undefined && query.data.items.length > 0 && (
        <DataTable label="Table of usage">
          <thead>
            <tr>
              <HeadCell>Day</HeadCell>
              <HeadCell>Key</HeadCell>
              <HeadCell isNumber>Calls</HeadCell>
              <HeadCell isNumber>Jobs admitted</HeadCell>
              <HeadCell isNumber>
                <abbr
                  title="The most those jobs could cost; what is measured is less"
                  className="no-underline"
                >
                  Spend admitted, N3
                </abbr>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {query.data.items.map(({ day, keyId, name, calls, jobsAdmitted, spendAdmittedWei }) => (
              <tr key={`${day}${keyId}`}>
                <Cell className="font-mono text-md">{day}</Cell>
                <Cell title={keyId}>{name}</Cell>
                <Cell isNumber>{calls.toLocaleString('en-US')}</Cell>
                <Cell isNumber>{jobsAdmitted.toLocaleString('en-US')}</Cell>
                <Cell isNumber className="font-semibold">
                  <Amount wei={spendAdmittedWei} digits={6} />
                </Cell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </section>
  )
}
