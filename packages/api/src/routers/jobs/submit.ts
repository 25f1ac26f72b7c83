import { jobRequestTypedData } from '@network3/chain/job-typed-data'
import { AppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import { newId } from '@network3/core/ids'
import { dueUnits } from '@network3/core/jobs/due-units'
import { jobCeilings } from '@network3/core/jobs/job-ceilings'
import type { JobTerms } from '@network3/core/jobs/job-terms'
import { publishToPostgres } from '@network3/db/bus/publish-to-postgres'
import { getJobByRequest } from '@network3/db/queries/job/get-job-by-request'
import type { JobRow } from '@network3/db/queries/job/job-row'
import type { LeaseRow } from '@network3/db/queries/lease/lease-row'
import { findWorkNodes } from '@network3/db/queries/node/find-work-nodes'
import { announceJob } from '@network3/db/write/announce-jobs'
import { inTransaction } from '@network3/db/write/in-transaction'
import { insertJob } from '@network3/db/write/insert-job'
import { hashTypedData, hexToBytes } from 'viem'
import type { z } from 'zod'
import { admitSpend } from '../../access/admit-spend.ts'
import type { Context } from '../../context.ts'
import { checkBundle } from '../../directory/check-bundle.ts'
import { requireGeneration } from '../../directory/require-generation.ts'
import { checkLeaseTakesJobs, requireLease } from '../../jobs/require-lease.ts'
import { verifySigner } from '../../jobs/verify-signer.ts'
import { publicProcedure } from '../../trpc.ts'
import { encodeJob } from './encode-job.ts'
import { submitInput, submitOutput } from './submit.schema.ts'

export const submit = publicProcedure
  .meta({
    summary: 'Queues a sealed job on a lease; signed by its session key, and once per request key.',
    rest: { method: 'POST', path: '/jobs' },
  })
  .input(submitInput)
  .output(submitOutput)
  .mutation(async ({ ctx, input }) => {
    const lease = await requireLease(ctx.pool, input.leaseId)
    const { chainId, contracts } = ctx.deployment
    const { signature, ...request } = input
    const signed = jobRequestTypedData(chainId, contracts.leaseMarket, {
      ...{ ...request, deadline: BigInt(request.deadline) },
    })
    await verifySigner(signed, signature, lease.voucherSigner)
    const digest = hashTypedData(signed)
    // Before anything that may have changed since: sent again after its lease closed it is still the same job.
    const known = await getJobByRequest(ctx.pool, lease.id, input.requestKey)
    if (known !== undefined) return answerKnown(known, digest)
    checkLeaseTakesJobs(lease, ctx.clock.now())
    checkDeadline(input.deadline, ctx.clock.now())
    await checkRecipients(ctx, lease.operator, input.sealedTo)
    if (input.terms.submitter !== null) await checkSubmitter(ctx, input.terms.submitter)
    const now = new Date(ctx.clock.now())
    const inserted = await inTransaction(ctx.pool, async (tx) => {
      const added = await insertJob(tx, {
        ...{
          id: newId('job', now),
          origin: 'rented',
          kind: input.kind,
          class: input.class,
          visibility: input.terms.submitter === null ? 'public' : 'private',
        },
        request: { leaseId: lease.id, submitter: lease.voucherSigner, key: input.requestKey, digest },
        ...{
          moduleBlob: input.moduleBlob,
          inputBlob: input.inputBlob,
          sealedTo: [...new Set(input.sealedTo)],
        },
        ...{ terms: input.terms, createdAt: now, deadlineAt: new Date(input.deadline * 1000) },
      })
      if (added?.outcome === 'inserted') await admitSpend(tx, ctx, mostItCosts(lease, input.terms))
      return added
    })
    if (inserted === undefined) {
      throw new AppError(
        'JOB_BLOB_MISSING',
        'Module or input is not stored: put both to /api/v1/blobs first.',
      )
    }
    if (inserted.outcome !== 'inserted') return answerKnown(inserted.job, digest)
    await publishToPostgres(ctx.pool, 'jobs.queued', inserted.job.id)
    announceJob(ctx.pool, inserted.job.id)
    return { ...encodeJob(inserted.job), isNew: true }
  })

function answerKnown(job: JobRow, digest: string): z.input<typeof submitOutput> {
  if (job.requestDigest === digest) return { ...encodeJob(job), isNew: false }
  throw new AppError('CONFLICT', `The request key ${job.requestKey} was used for another job of this lease.`)
}

/** A job that uses all of its time. */
function mostItCosts({ units, pricePerUnitWei }: LeaseRow, { limits }: JobTerms): bigint {
  return dueUnits(BigInt(limits.wallMs), units) * pricePerUnitWei
}

function checkDeadline(deadline: number, nowMs: number): void {
  const aheadMs = deadline * 1000 - nowMs
  if (aheadMs > 0 && aheadMs <= jobCeilings.deadlineMs) return
  throw new AppError(
    'JOB_DEADLINE_INVALID',
    'The deadline has to lie in the future, at most seven days ahead.',
  )
}

/** What is sealed to others would never run, and would only seem to wait for a slot. */
async function checkRecipients(ctx: Context, operator: Address, sealedTo: readonly Address[]): Promise<void> {
  const nodes = new Set((await findWorkNodes(ctx.pool, operator)).map(({ node }) => node))
  if (nodes.size === 0) {
    throw new AppError('JOB_LEASE_WITHOUT_NODES', 'The operator of this lease has no registered node.')
  }
  const stranger = sealedTo.find((node) => !nodes.has(node))
  if (stranger === undefined) return
  throw new AppError('JOB_NOT_SEALED_TO_LEASE', `${stranger} is not a node of this lease: seal it anew.`)
}

/** Nodes seal results to this key: one that is not valid today would only show after the work is done. */
async function checkSubmitter(ctx: Context, { name, bundle }: { name: string; bundle: `0x${string}` }) {
  const { masterPublicKey } = await requireGeneration(ctx.pool, undefined)
  const checked = checkBundle(masterPublicKey, hexToBytes(bundle), ctx.clock.now())
  if (checked.name === name) return
  throw new AppError('INPUT_INVALID', `The bundle is of ${checked.name}, not of ${name}.`)
}
