import { jobActionTypedData } from '@network3/chain/job-typed-data'
import { AppError, toAppError } from '@network3/core/app-error'
import type { Address, Hex } from '@network3/core/hex'
import type { JobKind } from '@network3/core/jobs/job-terms'
import { sealedContexts } from '@network3/protocol/node/sealed-contexts'
import type { WorkReceipt } from '@network3/protocol/node/work-receipt'
import type { LocalAccount } from 'viem'
import type { OwnKey } from '../keys/own-key.ts'
import { callSite, type Site } from '../site/call-site.ts'
import { createBlobStore } from './blob-store.ts'
import {
  type Job,
  type JobWithAttempts,
  jobAnswer,
  type ListedJob,
  recipientsAnswer,
  submittedAnswer,
} from './job-answers.ts'
import { createJobReader, type JobPage } from './job-reader.ts'
import { checkOutput, checkReceipt, invalid, openFromNode, type SentHashes } from './open-result.ts'
import { createPreparer, type JobToRun, type PreparedJob } from './prepare-job.ts'
import { createLogReader } from './read-logs.ts'
import { signVoucher } from './sign-voucher.ts'
import { type WaitOptions, waitForJob } from './wait-for-job.ts'
import { createLeaseWatcher } from './watch-lease.ts'

export type JobClientOptions = Site & {
  chainId: number
  leaseMarket: Address
  /** An open lease of kind compute, and the key it names as voucherSigner. */
  leaseId: bigint
  sessionKey: LocalAccount
  /** Seals what is sent and opens what comes back; it never leaves this process. */
  ownKey: Pick<OwnKey, 'id' | 'domain' | 'keys'>
  now?: () => number
}

export type OpenedResult = { output: Uint8Array; receipt: WorkReceipt }

export type JobClient = ReturnType<typeof createJobClient>

/** Jobs on one lease. Plaintext, keys and vouchers stay here: the site sees envelopes, hashes and signatures. */
export function createJobClient(options: JobClientOptions) {
  const { siteUrl, apiKey, onCall } = options
  const { chainId, leaseMarket, leaseId, sessionKey, ownKey, now = Date.now } = options
  const site: Site = { siteUrl, apiKey, onCall }
  const blobs = createBlobStore({ ...site, chainId, leaseMarket, leaseId, sessionKey, now })
  const prepare = createPreparer({ ...options, blobs, now })
  const sentHashes = new Map<string, SentHashes>()
  const { get, find, why } = createJobReader(site)

  /** Throws the site's refusal by its code: JOB_LEASE_NOT_OPEN, JOB_NOT_SEALED_TO_LEASE, CONFLICT and so on. */
  async function send({ request, signature, sent }: PreparedJob): Promise<Job> {
    const input = { ...request, leaseId: String(leaseId), deadline: Number(request.deadline), signature }
    const call = { ...site, path: 'jobs.submit', kind: 'mutation', input, answer: submittedAnswer } as const
    const job = await retried(() => callSite(call))
    sentHashes.set(job.jobId, sent)
    return job
  }

  const watcher = createLeaseWatcher(site, leaseId)
  /** Until it has returned or ended. Throws the signal's reason. */
  const wait = (jobId: string, wanted: WaitOptions = {}): Promise<JobWithAttempts> =>
    waitForJob(jobId, { watcher, get: (id) => retried(() => get(id)) }, wanted)

  /**
   * The output of a job that returned, after every check: who signed, for what, and who sealed it. Throws
   * JOB_RESULT_INVALID, which is a reason to dispute; JOB_STATE_CHANGED while there is no result. `sent`: kept from
   * `prepare`, for a job that another client has sent.
   */
  async function open(jobId: string, { sent }: { sent?: SentHashes } = {}): Promise<OpenedResult> {
    const { resultBlob, returnedAt, attempts, reason, visibility } = await get(jobId)
    const attempt = attempts.find(
      ({ state, receipt }) => state === 'returned' && receipt?.resultHash === resultBlob,
    )
    const receipt = attempt?.receipt
    if (resultBlob === null || returnedAt === null) {
      throw new AppError('JOB_STATE_CHANGED', `There is no result: ${reason.sentence}`)
    }
    if (attempt === undefined || receipt === null || receipt === undefined) {
      throw invalid('No node signed for it.')
    }
    const handle = { jobId, fence: attempt.fence }
    checkReceipt(receipt, { ...handle, chainId, resultHash: resultBlob, sent: sent ?? sentHashes.get(jobId) })
    const context = sealedContexts.result(handle)
    const atMs = Date.parse(returnedAt)
    const blob = await blobs.get(resultBlob)
    const output =
      visibility === 'public' ? blob : openFromNode(ownKey, blob, { node: receipt.node, context, atMs })
    checkOutput(receipt, output)
    return { output, receipt }
  }

  let accepting: Promise<unknown> = Promise.resolve()

  /** Accepts a result and signs the voucher that pays for it. Open it first. */
  function accept(jobId: string, { arrearsUnits = 0n }: { arrearsUnits?: bigint } = {}): Promise<Job> {
    // One after the other: vouchers add up, and the second of two at once would be too low.
    const accepted = accepting.then(() =>
      retried(async () => {
        const input = await signAcceptance(jobId, { arrearsUnits })
        return callSite({ ...site, path: 'jobs.accept', kind: 'mutation', input, answer: jobAnswer })
      }),
    )
    accepting = accepted.catch(() => undefined)
    return accepted
  }

  /** The body that accepts a result: the session key's word on it, and the voucher that pays for it. */
  async function signAcceptance(jobId: string, { arrearsUnits = 0n }: { arrearsUnits?: bigint } = {}) {
    const { dueUnits, usage, attempts, resultBlob } = await get(jobId)
    const signature = await signAction(jobId, 'accept')
    const ran = attempts.find(({ receipt }) => receipt !== null && receipt.resultHash === resultBlob)
    const shown = usage?.voucher ?? undefined
    const voucher = await signVoucher(
      { chainId, leaseMarket, leaseId, sessionKey },
      {
        ...{ dueUnits: BigInt(dueUnits ?? '0'), workMs: ran?.receipt?.durationMs ?? 0, arrearsUnits },
        last: shown && { ...shown, cumulativeUnits: BigInt(shown.cumulativeUnits) },
      },
    )
    const given = { ...voucher, cumulativeUnits: String(voucher.cumulativeUnits) }
    return { leaseId: String(leaseId), jobId, signature, voucher: given }
  }

  async function act(jobId: string, action: 'cancel' | 'dispute'): Promise<Job> {
    const input = { leaseId: String(leaseId), jobId, signature: await signAction(jobId, action) }
    return callSite({ ...site, path: `jobs.${action}`, kind: 'mutation', input, answer: jobAnswer })
  }

  function signAction(jobId: string, action: 'cancel' | 'accept' | 'dispute'): Promise<Hex> {
    return sessionKey.signTypedData(jobActionTypedData(chainId, leaseMarket, { leaseId, jobId, action }))
  }

  /** The jobs of the lease, newest first, in one state or in all. */
  async function* list({ state }: { state?: Job['state'] } = {}): AsyncGenerator<ListedJob> {
    let cursor: string | null = null
    do {
      const page: JobPage = await find({ leaseId, state, limit: 100, ...(cursor === null ? {} : { cursor }) })
      yield* page.items
      cursor = page.nextCursor
    } while (cursor !== null)
  }

  /** Whether a node of the lease is online, has a key to seal to, and runs such jobs. */
  async function canRun(kind: JobKind): Promise<boolean> {
    const input = { leaseId: String(leaseId) }
    const call = {
      ...site,
      path: 'jobs.findRecipients',
      kind: 'query',
      input,
      answer: recipientsAnswer,
    } as const
    const { nodes } = await callSite(call)
    return nodes.some(({ isOnline, bundle, kinds }) => isOnline && bundle !== null && kinds.includes(kind))
  }

  return {
    leaseId,
    prepare,
    send,
    submit: async (job: JobToRun): Promise<Job> => send(await prepare(job)),
    ...{ get, wait, open, accept, signAcceptance, list, canRun },
    ...createLogReader({ site, ownKey, get }),
    cancel: (jobId: string) => act(jobId, 'cancel'),
    dispute: (jobId: string) => act(jobId, 'dispute'),
    why,
  }
}

const ATTEMPTS = 5

const delay = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/** Again when the failure says that it may pass, with pauses that double from 100 ms. */
async function retried<T>(task: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await task()
    } catch (error) {
      if (attempt === ATTEMPTS || !toAppError(error).retryable) throw error
      await delay(100 * 2 ** (attempt - 1))
    }
  }
}
