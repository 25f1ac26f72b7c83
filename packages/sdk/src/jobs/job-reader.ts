import { callSite, type Site } from '../site/call-site.ts'
import {
  type Job,
  type JobWhy,
  type JobWithAttempts,
  jobsAnswer,
  jobWithAttemptsAnswer,
  type ListedJob,
  whyAnswer,
} from './job-answers.ts'

export type JobPage = { items: ListedJob[]; nextCursor: string | null }

/** Reading jobs: needs no key, and shows nothing of what is sealed. */
export function createJobReader(site: Site) {
  return {
    get: (jobId: string): Promise<JobWithAttempts> =>
      callSite({ ...site, path: 'jobs.get', kind: 'query', input: { jobId }, answer: jobWithAttemptsAnswer }),
    find: ({
      leaseId,
      ...rest
    }: {
      leaseId: bigint
      state?: Job['state'] | undefined
      limit?: number
      cursor?: string
    }): Promise<JobPage> =>
      callSite({
        ...{ ...site, path: 'jobs.find', kind: 'query', answer: jobsAnswer },
        input: { leaseId: String(leaseId), ...rest },
      }),
    why: (jobId: string): Promise<JobWhy> =>
      callSite({ ...site, path: 'jobs.why', kind: 'query', input: { jobId }, answer: whyAnswer }),
  }
}
