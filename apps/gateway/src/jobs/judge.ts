import type { JobOrigin } from '@network3/core/jobs/job-terms'
import type { JobRow } from '@network3/db/queries/job/job-row'
import type { WorkReceipt } from '@network3/protocol/node/work-receipt'

/** What a judge found. `reason`: why not, or what was checked; kept as the job's detail. */
export type Verdict = { isValid: boolean; reason: string }

/**
 * Decides whether returned work of the network's own is right. `output`: the plain bytes of a public job, of the hash
 * the node signed; empty when its outcome is `failed`. Called before anything is written, and again when it throws.
 */
export type Judge = (job: JobRow, receipt: WorkReceipt, output: Uint8Array) => Promise<Verdict> | Verdict

/** One judge per origin: jobs without one wait for their submitter. */
export type Judges = Map<JobOrigin, Judge>
