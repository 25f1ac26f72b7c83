import { PageHead } from '@network3/ui/page-head'
import { ReasonBar } from '@network3/ui/reason-bar'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { leaseRecipe } from '../../../features/developers/recipes.ts'
import { SameByProgram } from '../../../features/developers/same-by-program.tsx'
import { LeaseJobs } from '../../../features/jobs/lease-jobs.tsx'
import type { SearchParams } from '../../../features/leaderboard/operators-query.ts'
import { LeaseActions } from '../../../features/leases/lease-actions.tsx'
import { LeaseFacts } from '../../../features/leases/lease-facts.tsx'
import { LeaseTimeline } from '../../../features/leases/lease-timeline.tsx'
import { LeaseUsage } from '../../../features/leases/lease-usage.tsx'
import { leaseTone } from '../../../features/leases/lease-words.ts'
import { readLease } from '../../../features/leases/read-lease.ts'
import { paths } from '../../../paths.ts'
import { Link } from '../../../shell/link.tsx'
import { LiveRefresh } from '../../../shell/live-refresh.tsx'
import { ReadError } from '../../../shell/read-error.tsx'
import { isMissing } from '../../../trpc/try-read.ts'

type LeasePageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata({ params }: LeasePageProps): Promise<Metadata> {
  return { title: `Lease ${(await params).id}` }
}

export default async function LeasePage({ params, searchParams }: LeasePageProps) {
  const { id } = await params
  if (!/^[1-9]\d{0,77}$/.test(id)) notFound()
  const after = [(await searchParams).jobs].flat()[0]
  const { lease: found, jobs } = await readLease(id, after)
  const lease = found.data
  if (lease === undefined) {
    if (isMissing(found.failure)) notFound()
    return <ReadError title="This lease cannot be read now" {...found.failure} />
  }
  const now = new Date().toISOString()
  const { code, sentence, nextStep } = lease.reason

  return (
    <>
      <PageHead title={`Lease ${id}`} back={<Link href={paths.leases}>← Leases</Link>}>
        <p>
          {lease.kind === 'compute' ? 'Compute' : lease.kind} by the {lease.unit}, {lease.slots}{' '}
          {lease.slots === 1 ? 'slot' : 'slots'}.{' '}
          {lease.isLocalEconomy && 'Its operator belongs to the local economy.'}
        </p>
      </PageHead>
      <ReasonBar
        className="mb-6"
        tone={leaseTone(lease.state)}
        code={code}
        sentence={[sentence, nextStep].filter(Boolean).join(' ')}
      />
      {lease.claim !== null && (
        <ReasonBar
          className="mb-6"
          code={lease.claim.reason.code}
          sentence={[lease.claim.reason.sentence, lease.claim.reason.nextStep].filter(Boolean).join(' ')}
        />
      )}
      <LeaseUsage lease={lease} now={now} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-16 gap-y-11 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-11">
          {lease.kind === 'compute' ? (
            jobs && <LeaseJobs lease={lease} jobs={jobs} after={after} now={now} />
          ) : (
            <ReasonBar
              tone="line"
              code="DATA_PATH_LATER"
              sentence={`A lease of ${lease.kind} can be opened, paid and closed now; what carries its data is not built yet. Nothing is due for it beyond what the operator is given vouchers for, and its minimum.`}
            />
          )}
          <LeaseTimeline lease={lease} />
          <LeaseActions lease={lease} />
          <SameByProgram recipe={leaseRecipe(id)} />
        </div>
        <LeaseFacts lease={lease} />
      </div>
      <LiveRefresh drawnAt={lease.asOf.blockNumber} />
    </>
  )
}
