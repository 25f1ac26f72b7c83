import { EmptyState } from '@network3/ui/empty-state'
import { Pager } from '@network3/ui/pager'
import { SectionHead } from '@network3/ui/section-head'
import { paths, withQuery } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { isOver, type JobItem } from './job-words.ts'
import { JobsTable } from './jobs-table.tsx'
import { RunSlot } from './run-slot.tsx'
import { WatchJobs } from './watch-jobs.tsx'

type LeaseJobsProps = {
  lease: { leaseId: string; voucherSigner: string; state: string; reason: { sentence: string } }
  jobs: { items: readonly JobItem[]; nextCursor: string | null }
  after: string | undefined
  now: string
}

/** What runs and has run on a lease of compute, and the way to run more. */
export function LeaseJobs({ lease, jobs, after, now }: LeaseJobsProps) {
  const { leaseId } = lease
  const href = (cursor: string | undefined) => `${withQuery(paths.lease(leaseId), { jobs: cursor })}#jobs`
  return (
    <section aria-labelledby="jobs">
      <SectionHead id="jobs" title="Jobs" note="newest first; what is in them stays sealed" />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 border-line-strong border-t pt-5">
        <RunSlot
          leaseId={leaseId}
          voucherSigner={lease.voucherSigner}
          closedReason={lease.state === 'open' ? undefined : lease.reason.sentence}
        />
        <div>
          <WatchJobs leaseId={leaseId} isOn={jobs.items.some(({ state }) => !isOver(state))} />
          {jobs.items.length === 0 ? (
            <EmptyState title="No jobs yet">
              Whoever has the key of this lease sends the first one from here, from the SDK, or with{' '}
              <code>n3 run</code>.
            </EmptyState>
          ) : (
            <JobsTable jobs={jobs.items} now={now} />
          )}
          <Pager
            label="Pages of jobs"
            component={Link}
            firstHref={after === undefined ? undefined : href(undefined)}
            nextHref={jobs.nextCursor === null ? undefined : href(jobs.nextCursor)}
          />
        </div>
      </div>
    </section>
  )
}
