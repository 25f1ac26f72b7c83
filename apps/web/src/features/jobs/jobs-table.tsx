import { Badge } from '@network3/ui/badge'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { RelativeTime } from '@network3/ui/relative-time'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { formatMs, type JobItem, jobTone, shortJobId } from './job-words.ts'

/** The jobs of a lease with the state and the reason of each. `now`: the server's clock, ISO. */
export function JobsTable({ jobs, now }: { jobs: readonly JobItem[]; now: string }) {
  return (
    <DataTable label="Table of jobs">
      <thead>
        <tr>
          <HeadCell>Job</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell hideBelow="lg">Reason</HeadCell>
          <HeadCell isNumber hideBelow="md">
            Worked
          </HeadCell>
          <HeadCell isNumber>Sent</HeadCell>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <tr key={job.jobId}>
            <Cell>
              <Link
                href={paths.job(job.jobId)}
                title={job.jobId}
                className="font-mono text-md underline underline-offset-4"
              >
                {shortJobId(job.jobId)}
              </Link>{' '}
              <span className="text-ink-3 text-sm">{job.kind}</span>
            </Cell>
            <Cell>
              <Badge tone={jobTone(job.state)} title={job.reason.sentence}>
                {job.state}
              </Badge>
            </Cell>
            <Cell hideBelow="lg" className="text-ink-2 text-md">
              <code className="text-ink-3 text-sm" title={job.reason.sentence}>
                {job.reason.code}
              </code>
            </Cell>
            <Cell isNumber hideBelow="md">
              {job.billedMs === null ? <span className="text-ink-3">·</span> : formatMs(job.billedMs)}
            </Cell>
            <Cell isNumber className="text-ink-2">
              <RelativeTime at={job.createdAt} now={now} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
