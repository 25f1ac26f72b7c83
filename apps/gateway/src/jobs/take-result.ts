import type { Hex } from '@network3/core/hex'
import { compareReplicas } from '@network3/core/jobs/compare-replicas'
import { isLive } from '@network3/core/jobs/job-state'
import { ownerOf } from '@network3/core/jobs/match-job'
import { isHostFault, runtimeReasons } from '@network3/core/runtime-reasons'
import { getBlob } from '@network3/db/queries/blob/get-blob'
import type { AttemptRow } from '@network3/db/queries/job/attempt-row'
import { findAttempts } from '@network3/db/queries/job/find-attempts'
import type { JobRow } from '@network3/db/queries/job/job-row'
import { keepBlobs } from '@network3/db/write/blobs'
import { changeJob, type LockedJob } from '@network3/db/write/change-job'
import { holdAgainst, recordWorkReceipt } from '@network3/db/write/work-receipts'
import { type WorkReceipt, workReceiptSchema } from '@network3/protocol/node/work-receipt'
import { auditByChance } from './audit.ts'
import { checkReceipt } from './check-receipt.ts'
import type { JobContext } from './job-context.ts'
import type { Verdict } from './judge.ts'

/** Results and their logs are kept this long after they count as accepted. */
const KEEP_MS = 7 * 86_400_000

/**
 * What became of a result. `stored`: it is kept, now or since before, and the node may forget it. `over`: its fence is,
 * and it changes nothing. `invalid`, `host-fault`: the attempt has to end, and the job to go elsewhere.
 */
export type Taken =
  | { kind: 'stored'; job: JobRow; isNew: boolean }
  | { kind: 'over'; reason: string }
  | { kind: 'invalid' | 'host-fault'; detail: string }

/** Takes a result under its fence, judged where the network itself asked for the work, all in one transaction. */
export async function takeResult(
  context: JobContext,
  { receipt, nonce, node }: { receipt: WorkReceipt; nonce: Hex | null; node: string },
  job: JobRow,
): Promise<Taken> {
  const { deps } = context
  const { jobId, fence } = receipt
  const now = context.now()
  const verdict = (await mayBeJudged(context, job, { receipt, nonce, node }))
    ? await judge(context, job, receipt)
    : undefined
  const taken = await changeJob(deps.pool, { jobId, now }, async (locked): Promise<Taken> => {
    const attempt = locked.attempts.find((each) => each.fence === fence && each.node === node)
    if (attempt?.status === 'returned') return { kind: 'stored', job: locked.job, isNew: false }
    if (attempt === undefined || !isLive(attempt)) {
      return { kind: 'over', reason: attempt?.reason ?? 'ATTEMPT_SUPERSEDED' }
    }
    const problem = checkReceipt({ job: locked.job, attempt, chainId: deps.chainId }, receipt, nonce)
    if (problem !== undefined) return { kind: 'invalid', detail: problem }
    if (receipt.outcome === 'failed' && isFaultOfHost(receipt.reason)) {
      return { kind: 'host-fault', detail: receipt.reason ?? 'RUNTIME_UNAVAILABLE' }
    }
    const acceptsAt = new Date(now.getTime() + context.silenceMs)
    const isKept = await keepBlobs(locked.tx, [receipt.resultHash], new Date(acceptsAt.getTime() + KEEP_MS))
    if (!isKept && receipt.outcome === 'ok') return { kind: 'invalid', detail: 'Its result was not stored.' }
    return writeResult(context, locked, { attempt, receipt, verdict, acceptsAt, isKept, now })
  })
  return taken ?? { kind: 'over', reason: 'ATTEMPT_SUPERSEDED' }
}

type Result = {
  attempt: AttemptRow
  receipt: WorkReceipt
  verdict: Verdict | undefined
  acceptsAt: Date
  isKept: boolean
  now: Date
}

async function writeResult(context: JobContext, locked: LockedJob, result: Result): Promise<Taken> {
  const { tx, job, attempts, apply } = locked
  const { attempt, receipt, verdict, acceptsAt, now } = result
  const { fence } = attempt
  const outstanding = job.wanted + attempts.filter((each) => isLive(each) && each.fence !== fence).length
  const shown = [
    ...attempts.flatMap((each) =>
      each.status === 'returned' ? [{ attempt: each, receipt: workReceiptSchema.parse(each.receipt) }] : [],
    ),
    { attempt, receipt },
  ]
  const compared = compareReplicas(
    shown.map(({ attempt: { node, operator, fence }, receipt: { outcome, outputHash, gas } }) => ({
      ...{ fence, owner: ownerOf({ node, operator: operator ?? undefined }), outcome, outputHash, gas },
    })),
    { replicas: job.replicas, outstanding },
  )
  const winner = shown.find((each) => each.attempt.fence === compared.agreed[0])
  // A judge decides about failed runs too: to the network a canary that fails is a wrong answer, not a bad program.
  const outcome = verdict !== undefined && compared.verdict === 'run-failed' ? 'agreed' : compared.verdict
  const returned = await apply(
    { type: 'return', fence, verdict: outcome },
    {
      attempt: { receipt, ...(receipt.reason === null ? {} : { detail: receipt.reason }) },
      ...(compared.agreed.length > 0 ? { agreed: compared.agreed } : {}),
      ...(outcome === 'run-failed' ? { detail: receipt.reason } : {}),
      ...(winner === undefined
        ? {}
        : {
            ...(result.isKept || winner.receipt !== receipt ? { resultBlob: winner.receipt.resultHash } : {}),
            ...{ billedMs: billedMs(winner.attempt, winner.receipt, now), acceptsAt },
          }),
    },
  )
  if ('refused' in returned) return { kind: 'over', reason: 'ATTEMPT_SUPERSEDED' }
  const counted = { epoch: context.epochAt(now), origin: job.origin, recordedAt: now }
  const leaseId = job.leaseId === null ? null : String(job.leaseId)
  if (compared.agreed.length > 0) {
    for (const { receipt } of shown.filter((each) => !compared.agreed.includes(each.attempt.fence))) {
      if (receipt.jobId === job.id) {
        await recordWorkReceipt(tx, { ...counted, leaseId, isValid: false, receipt })
      } else await holdAgainst(tx, { ...counted, auditId: job.id, receipt })
    }
  }
  if (returned.status === 'returned') await auditByChance(locked, receipt, now)
  if (verdict === undefined || returned.status !== 'returned') {
    return { kind: 'stored', job: returned, isNew: true }
  }
  await recordWorkReceipt(tx, { ...counted, leaseId, isValid: verdict.isValid, receipt })
  const settled = await apply({ type: 'settle' }, { detail: verdict.reason })
  return { kind: 'stored', job: 'refused' in settled ? returned : settled, isNew: true }
}

/** Only what will count is judged: judging may cost more than sending another's result once more. */
async function mayBeJudged(
  { deps, judges }: JobContext,
  job: JobRow,
  { receipt, nonce, node }: { receipt: WorkReceipt; nonce: Hex | null; node: string },
): Promise<boolean> {
  if (!judges.has(job.origin)) return false
  const attempts = await findAttempts(deps.pool, [job.id])
  const attempt = attempts.find((each) => each.fence === receipt.fence && each.node === node)
  if (attempt === undefined || !isLive(attempt)) return false
  return checkReceipt({ job, attempt, chainId: deps.chainId }, receipt, nonce) === undefined
}

/** Of one replica only: what several nodes agree on needs no judge. Undefined when nobody judges, or it broke. */
async function judge(context: JobContext, job: JobRow, receipt: WorkReceipt): Promise<Verdict | undefined> {
  const judge = context.judges.get(job.origin)
  if (judge === undefined || job.replicas > 1 || job.visibility !== 'public') return undefined
  try {
    const output = receipt.outcome === 'ok' ? await getBlob(context.deps.pool, receipt.resultHash) : undefined
    return await judge(job, receipt, output ?? new Uint8Array())
  } catch (error) {
    context.deps.logger.error({ err: error, jobId: job.id }, 'judge failed, the job stays returned')
    return undefined
  }
}

/** The lesser of what the node signed and what passed here, so that neither clock alone can overcharge. */
function billedMs(attempt: AttemptRow, receipt: WorkReceipt, now: Date): bigint {
  const seenMs = now.getTime() - (attempt.startedAt ?? attempt.assignedAt).getTime()
  return BigInt(Math.max(0, Math.min(receipt.durationMs, seenMs)))
}

function isFaultOfHost(reason: string | null): boolean {
  if (reason === null || !Object.hasOwn(runtimeReasons, reason)) return true
  return isHostFault(reason as keyof typeof runtimeReasons)
}
