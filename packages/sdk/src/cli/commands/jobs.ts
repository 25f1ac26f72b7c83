import { jobStatuses } from '@network3/core/jobs/job-status'
import { Command, Option } from 'commander'
import type { ListedJob } from '../../jobs/job-answers.ts'
import { createJobReader } from '../../jobs/job-reader.ts'
import { type CommonFlags, openCli, withCommon } from '../context.ts'
import { print, shortOf, tableOf } from '../output.ts'
import { findOwnLeases } from '../own-leases.ts'
import { parseCount, parseLeaseId } from '../parse-option.ts'

type JobsFlags = CommonFlags & { lease?: bigint; state?: ListedJob['state']; limit: number }

/** `n3 jobs`: those of a lease, or of all leases that are open. */
export function jobsCommand(): Command {
  return withCommon(new Command('jobs'))
    .description('your jobs, newest first')
    .option('-l, --lease <lease>', 'of one lease; default: of those that are open', parseLeaseId)
    .addOption(new Option('--state <state>', 'in one state').choices(jobStatuses))
    .option('--limit <n>', 'how many of each lease', parseCount, 20)
    .action(async (flags: JobsFlags) => {
      const cli = openCli(flags)
      const site = await cli.site()
      const ids =
        flags.lease === undefined
          ? (await findOwnLeases(cli)).map(({ leaseId }) => BigInt(leaseId))
          : [flags.lease]
      const jobs: ListedJob[] = []
      for (const leaseId of ids) {
        const { items } = await createJobReader(site).find({
          leaseId,
          state: flags.state,
          limit: flags.limit,
        })
        jobs.push(...items)
      }
      print(cli, jobs, () => describeJobs(jobs))
    })
}

function describeJobs(jobs: readonly ListedJob[]): string {
  if (jobs.length === 0) return 'No jobs. `n3 run job.wasm --input …` runs one.'
  return tableOf(
    ['job', 'lease', 'state', 'node', 'billed', 'sent', 'why'],
    jobs.map((job) => [
      ...[job.jobId, job.leaseId ?? '–', job.state, job.node === null ? '–' : shortOf(job.node)],
      ...[job.billedMs === null ? '–' : `${job.billedMs} ms`, job.createdAt.slice(0, 19).replace('T', ' ')],
      job.reason.sentence,
    ]),
  )
}
