import { canonicalJson } from '@network3/core/canonical-json'
import type { JobClass, JobKind, JobTerms } from '@network3/core/jobs/job-terms'
import { type Address, concat, type Hex, keccak256, stringToHex, type TypedDataDomain } from 'viem'

/**
 * What a lease's session key signs for its jobs (EIP-712). Checked off chain, by packages/api: the lease names the key
 * (voucherSigner), so no account, session or API key is needed to use what was rented.
 */
export const jobRequestTypes = {
  JobRequest: [
    { name: 'leaseId', type: 'uint256' },
    { name: 'requestKey', type: 'string' },
    { name: 'kind', type: 'string' },
    { name: 'class', type: 'string' },
    { name: 'moduleBlob', type: 'bytes32' },
    { name: 'inputBlob', type: 'bytes32' },
    { name: 'termsHash', type: 'bytes32' },
    { name: 'sealedToHash', type: 'bytes32' },
    { name: 'deadline', type: 'uint64' },
  ],
} as const

export const jobActionTypes = {
  JobAction: [
    { name: 'leaseId', type: 'uint256' },
    { name: 'jobId', type: 'string' },
    { name: 'action', type: 'string' },
  ],
} as const

export const blobAccessTypes = {
  BlobAccess: [
    { name: 'leaseId', type: 'uint256' },
    { name: 'expiresAt', type: 'uint64' },
  ],
} as const

export type JobRequest = {
  leaseId: bigint
  /** The developer's own name for it: the same request sent twice is one job. */
  requestKey: string
  kind: JobKind
  class: JobClass
  /** SHA-256 of the stored envelopes. */
  moduleBlob: Hex
  inputBlob: Hex
  terms: JobTerms
  sealedTo: readonly Address[]
  /** Unix seconds; a later result is refused. */
  deadline: bigint
}

export type JobAction = { leaseId: bigint; jobId: string; action: 'cancel' | 'accept' | 'dispute' }

/** `expiresAt`: unix seconds. */
export type BlobAccess = { leaseId: bigint; expiresAt: bigint }

/** Not the market's domain: what is signed for a job can never be redeemed, nor a voucher run anything. */
function jobsDomain(chainId: number, leaseMarket: Address) {
  return {
    name: 'Network3 Jobs',
    version: '1',
    chainId,
    verifyingContract: leaseMarket,
  } as const satisfies TypedDataDomain
}

/** The digest (viem's hashTypedData) tells whether a request key was used for the same job before. */
export function jobRequestTypedData(chainId: number, leaseMarket: Address, request: JobRequest) {
  const { terms, sealedTo, ...rest } = request
  const sorted = sealedTo.map((node): Hex => `0x${node.slice(2).toLowerCase()}`).toSorted()
  const message = {
    ...rest,
    termsHash: keccak256(stringToHex(canonicalJson(terms))),
    sealedToHash: keccak256(concat(sorted)),
  }
  const domain = jobsDomain(chainId, leaseMarket)
  return { domain, types: jobRequestTypes, primaryType: 'JobRequest', message } as const
}

/** Needs no nonce: each action changes a job once, and is the last word on it. */
export function jobActionTypedData(chainId: number, leaseMarket: Address, message: JobAction) {
  const domain = jobsDomain(chainId, leaseMarket)
  return { domain, types: jobActionTypes, primaryType: 'JobAction', message } as const
}

/** Lets the bearer store and fetch blobs for a lease until it expires. */
export function blobAccessTypedData(chainId: number, leaseMarket: Address, message: BlobAccess) {
  const domain = jobsDomain(chainId, leaseMarket)
  return { domain, types: blobAccessTypes, primaryType: 'BlobAccess', message } as const
}

/** `authorization: Bearer <token>` of /api/v1/blobs: lease, expiry and the signature over both, with dots. */
export function encodeBlobToken({ leaseId, expiresAt }: BlobAccess, signature: Hex): string {
  return `${leaseId}.${expiresAt}.${signature}`
}

/** Undefined for what is no token; who signed it is for the caller to find out. */
export function decodeBlobToken(token: string): (BlobAccess & { signature: Hex }) | undefined {
  const match = /^([1-9]\d{0,77})\.(\d{1,15})\.0x([0-9a-f]{130})$/.exec(token)
  if (match === null) return undefined
  const [, leaseId = '', expiresAt = '', signature] = match
  return { leaseId: BigInt(leaseId), expiresAt: BigInt(expiresAt), signature: `0x${signature}` }
}
