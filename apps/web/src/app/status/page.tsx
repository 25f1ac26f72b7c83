import { PageHead } from '@network3/ui/page-head'
import { ReasonBar } from '@network3/ui/reason-bar'
import type { Metadata } from 'next'
import { ContractFacts } from '../../features/status/contract-facts.tsx'
import { DisagreementsTable } from '../../features/status/disagreements-table.tsx'
import { EpochsTable } from '../../features/status/epochs-table.tsx'
import { Figures } from '../../features/status/figures.tsx'
import { IndexFacts } from '../../features/status/index-facts.tsx'
import { IndexGauges } from '../../features/status/index-gauges.tsx'
import { ProviderFacts } from '../../features/status/provider-facts.tsx'
import { LiveRefresh } from '../../shell/live-refresh.tsx'
import { ReadError } from '../../shell/read-error.tsx'
import { getApi } from '../../trpc/server.ts'
import { tryRead } from '../../trpc/try-read.ts'

export const metadata: Metadata = {
  title: 'Status',
  description: 'How far the index has read the chain, what it has checked, and how each figure is counted.',
}

type StatusPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function StatusPage({ searchParams }: StatusPageProps) {
  const after = [(await searchParams).epochs].flat()[0]
  const [status, epochs] = await Promise.all([
    tryRead(getApi().status.get()),
    tryRead(getApi().epochs.find({ limit: 10, ...(after !== undefined && { cursor: after }) })),
  ])
  return (
    <>
      <PageHead title="Status">
        <p>How far the index has read the chain, what it has checked, and how each figure comes about.</p>
      </PageHead>
      {status.data === undefined ? (
        <ReadError title="The index cannot be read now" {...status.failure} />
      ) : (
        <>
          <IndexGauges status={status.data} />
          {status.data.reason && (
            <ReasonBar
              tone={status.data.state === 'halted' ? 'bad' : 'warn'}
              {...status.data.reason}
              className="mt-5"
            />
          )}
          <div className="mt-11 grid gap-x-16 gap-y-11 xl:grid-cols-2">
            <div className="grid content-start gap-y-11">
              <IndexFacts status={status.data} />
              <ProviderFacts status={status.data} />
            </div>
            <ContractFacts chainId={status.data.chainId} contracts={status.data.contracts} />
          </div>
          <DisagreementsTable items={status.data.disagreements} />
        </>
      )}
      {epochs.data && <EpochsTable page={epochs.data} after={after} />}
      <Figures />
      <LiveRefresh />
    </>
  )
}
