import { CopyButton } from '@network3/ui/copy-button'
import { Gauge, GaugeRow } from '@network3/ui/gauge-row'
import { PageHead } from '@network3/ui/page-head'
import { ReasonBar } from '@network3/ui/reason-bar'
import { RelativeTime } from '@network3/ui/relative-time'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { jobRecipe } from '../../../features/developers/recipes.ts'
import { SameByProgram } from '../../../features/developers/same-by-program.tsx'
import { Attempts } from '../../../features/jobs/attempts.tsx'
import { JobDeskSlot } from '../../../features/jobs/job-desk-slot.tsx'
import {
  classWords,
  formatMs,
  isMoving,
  isOver,
  jobTone,
  shortJobId,
} from '../../../features/jobs/job-words.ts'
import { readJob } from '../../../features/jobs/read-job.ts'
import { WatchJobs } from '../../../features/jobs/watch-jobs.tsx'
import { WhyNodes } from '../../../features/jobs/why-nodes.tsx'
import { paths } from '../../../paths.ts'
import { Link } from '../../../shell/link.tsx'
import { ReadError } from '../../../shell/read-error.tsx'
import { isMissing } from '../../../trpc/try-read.ts'

type JobPageProps = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: JobPageProps): Promise<Metadata> {
  return { title: shortJobId((await params).id) }
}

export default async function JobPage({ params }: JobPageProps) {
  const { id } = await params
  if (!/^job_[0-9a-f]{32}$/.test(id)) notFound()
  const { job: found, why, lease } = await readJob(id)
  const job = found.data
  if (job === undefined) {
    if (isMissing(found.failure)) notFound()
    return <ReadError title="This job cannot be read now" {...found.failure} />
  }
  const now = new Date().toISOString()
  const { code, sentence, nextStep } = job.reason
  const { leaseId } = job

  return (
    <>
      <PageHead
        title={shortJobId(id)}
        back={
          <Link href={leaseId === null ? paths.leases : paths.lease(leaseId)}>
            ← {leaseId === null ? 'Leases' : `Lease ${leaseId}`}
          </Link>
        }
      >
        <p>
          {job.kind === 'onnx' ? 'An ONNX model' : 'A WebAssembly program'}, {job.visibility}.{' '}
          {job.visibility === 'private' &&
            'What it reads and writes is sealed between the nodes of its lease and the key that sent it. '}
          {classWords[job.class]}
        </p>
        <p className="mt-2 flex items-center gap-1.5 font-mono text-ink-3 text-sm">
          <span className="break-all">{id}</span>
          <CopyButton text={id} label="Copy the id of the job" />
        </p>
      </PageHead>
      <ReasonBar
        className="mb-6"
        tone={jobTone(job.state)}
        code={code}
        sentence={[sentence, job.detail, nextStep].filter(Boolean).join(' ')}
      />
      <WatchJobs jobId={id} isOn={!isOver(job.state)} />
      <GaugeRow className="mb-9">
        <Gauge
          label="State"
          note={
            isOver(job.state) ? 'its last' : isMoving(job.state) ? 'a node has to act' : 'it waits for you'
          }
        >
          {job.state}
        </Gauge>
        <Gauge label="Attempts" note="at nodes of the lease">
          {job.attempts.length}
        </Gauge>
        <Gauge label="Worked" note="what accepting it counts">
          {job.billedMs === null ? '·' : formatMs(job.billedMs)}
        </Gauge>
        <Gauge label="Sent" title={job.createdAt} note="by the key of its lease">
          <RelativeTime at={job.createdAt} now={now} />
        </Gauge>
        {job.endedAt === null ? (
          <Gauge label="Deadline" title={job.deadlineAt} note="a later result is refused">
            <RelativeTime at={job.deadlineAt} now={now} />
          </Gauge>
        ) : (
          <Gauge label="Ended" title={job.endedAt} note="nothing more happens to it">
            <RelativeTime at={job.endedAt} now={now} />
          </Gauge>
        )}
      </GaugeRow>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-16 gap-y-11 lg:grid-cols-2">
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-11">
          {lease && leaseId !== null && (
            <JobDeskSlot
              voucherSigner={lease.voucherSigner}
              job={{
                ...{ jobId: id, leaseId, state: job.state },
                ...{ hasResult: job.resultBlob !== null, dueUnits: job.dueUnits },
              }}
            />
          )}
          {leaseId === null && (
            <ReasonBar
              tone="line"
              code="OF_THE_NETWORK"
              sentence="The network sent this job itself, to check what nodes do; nobody rented for it."
            />
          )}
          <SameByProgram recipe={jobRecipe(id, leaseId)} />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-11">
          <Attempts attempts={job.attempts} />
          {why && (isMoving(job.state) || job.state === 'needs-reseal') && <WhyNodes why={why} />}
        </div>
      </div>
    </>
  )
}
