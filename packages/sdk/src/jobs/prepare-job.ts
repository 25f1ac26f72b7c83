import { type JobRequest, jobRequestTypedData } from '@network3/chain/job-typed-data'
import { createBundle } from '@network3/clsc/bundle'
import type { UserKey } from '@network3/clsc/user-key'
import type { Address, Hex } from '@network3/core/hex'
import { jobCeilings } from '@network3/core/jobs/job-ceilings'
import type { JobClass, JobKind, JobTerms } from '@network3/core/jobs/job-terms'
import { sealedContexts } from '@network3/protocol/node/sealed-contexts'
import { bytesToHex, concat, type LocalAccount, sha256 } from 'viem'
import { type OwnKey, sendingKey } from '../keys/own-key.ts'
import { callSite, type Site } from '../site/call-site.ts'
import type { BlobStore } from './blob-store.ts'
import { recipientsAnswer } from './job-answers.ts'
import type { SentHashes } from './open-result.ts'
import { type Recipient, readRecipients, sealToNodes } from './seal-job.ts'

export type JobToRun = {
  /** One job per key and lease, however often it is sent; default: a random one. */
  requestKey?: string
  kind: JobKind
  /** Default D0. */
  class?: JobClass
  module: Uint8Array
  input: Uint8Array
  args?: readonly string[]
  /** What the program draws its random bytes from; default: random. */
  seed?: Hex
  /** The time the program sees; default: now. */
  clockMs?: number
  limits?: Partial<JobTerms['limits']>
  /** Sends and returns everything plain, so that the network can run it again elsewhere (audits). Default false. */
  isPublic?: boolean
  /** Until when a result is wanted, from now; default ten minutes. */
  withinMs?: number
}

/** A signed request, with what its result will be checked by. Sent again it is the same job. */
export type PreparedJob = { request: JobRequest; signature: Hex; sent: SentHashes }

const { memoryBytes, gas, wallMs, outputBytes } = jobCeilings
/** A sealed output is a little larger, and has to be a blob all the same. */
const DEFAULT_LIMITS: JobTerms['limits'] = {
  ...{ memoryBytes, gas: String(gas), wallMs, outputBytes: outputBytes - 64 * 1024 },
}
/** Modules kept sealed for the next job. */
const MODULES = 16

export type PreparerOptions = Site & {
  chainId: number
  leaseMarket: Address
  leaseId: bigint
  sessionKey: LocalAccount
  ownKey: Pick<OwnKey, 'id' | 'domain' | 'keys'>
  blobs: BlobStore
  now: () => number
}

/**
 * Seals module and input to every node of the lease, unless the job is public, stores both, and signs the request. A module is sealed and stored
 * once for as long as the nodes and their keys stay the same, so that thousands of jobs of one program send it once.
 */
export function createPreparer(options: PreparerOptions): (job: JobToRun) => Promise<PreparedJob> {
  const { siteUrl, apiKey, onCall, blobs, now } = options
  const { chainId, leaseMarket, leaseId, sessionKey, ownKey } = options
  const site: Site = { siteUrl, apiKey, onCall }
  const { domain } = ownKey
  const modules = new Map<string, Promise<Hex>>()

  const storeModule = (
    module: Uint8Array,
    sender: UserKey,
    recipients: readonly Recipient[],
    seal: () => Uint8Array,
  ) => {
    const name = `${sha256(module)} ${keysHash(sender, recipients)}`
    const known = modules.get(name)
    if (known !== undefined) return known
    const stored = blobs.put(seal())
    modules.set(name, stored)
    stored.catch(() => modules.delete(name))
    const [oldest] = modules.keys()
    if (modules.size > MODULES && oldest !== undefined) modules.delete(oldest)
    return stored
  }

  return async (job) => {
    const nowMs = now()
    const sender = sendingKey(ownKey, nowMs)
    const input = { leaseId: String(leaseId) }
    const answer = recipientsAnswer
    const found = await callSite({ ...site, path: 'jobs.findRecipients', kind: 'query', input, answer })
    const recipients = readRecipients(domain, found, nowMs)
    const seal = (plaintext: Uint8Array, context: string) =>
      sealToNodes(domain, plaintext, { sender, recipients, context })
    const isPublic = job.isPublic === true
    const [moduleBlob, inputBlob] = await Promise.all(
      isPublic
        ? [blobs.put(job.module), blobs.put(job.input)]
        : [
            storeModule(job.module, sender, recipients, () => seal(job.module, sealedContexts.module())),
            blobs.put(seal(job.input, sealedContexts.input())),
          ],
    )
    const request: JobRequest = {
      ...{ leaseId, requestKey: job.requestKey ?? randomHex(16).slice(2) },
      ...{ kind: job.kind, class: job.class ?? 'D0', moduleBlob, inputBlob },
      terms: {
        ...{ args: [...(job.args ?? [])], clockMs: job.clockMs ?? nowMs },
        seed: job.seed ?? randomHex(32),
        limits: { ...DEFAULT_LIMITS, ...job.limits },
        submitter: isPublic ? null : { name: ownKey.id, bundle: bytesToHex(createBundle(domain, sender)) },
      },
      sealedTo: recipients.map(({ node }) => node),
      deadline: BigInt(Math.ceil((nowMs + (job.withinMs ?? 600_000)) / 1000)),
    }
    const signature = await sessionKey.signTypedData(jobRequestTypedData(chainId, leaseMarket, request))
    return { request, signature, sent: hashesOf(job) }
  }
}

/** What a job's receipt is checked by. */
export function hashesOf({ module, input }: Pick<JobToRun, 'module' | 'input'>): SentHashes {
  return { moduleHash: sha256(module), inputHash: sha256(input) }
}

function keysHash(sender: UserKey, recipients: readonly Recipient[]): string {
  return sha256(concat([sender.publicKey.bytes, ...recipients.map(({ key }) => key.bytes)]))
}

function randomHex(bytes: number): Hex {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(bytes)))
}
