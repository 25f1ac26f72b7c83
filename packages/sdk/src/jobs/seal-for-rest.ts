import type { Hex } from '@network3/core/hex'
import { sha256 } from 'viem'
import type { BlobStore } from './blob-store.ts'
import { createPreparer, type JobToRun, type PreparerOptions } from './prepare-job.ts'

/** What a job is made of, for who sends it by hand. */
export type SealedForRest = {
  /** The body of POST /api/v1/jobs: signed, and good for one job however often it is sent. */
  body: Record<string, unknown>
  /** PUT each to /api/v1/blobs/<sha256> first. */
  blobs: { name: 'module' | 'input'; sha256: string; bytes: Uint8Array }[]
}

/** Seals a job and signs its request, and stores nothing anywhere. */
export async function sealForRest(
  options: Omit<PreparerOptions, 'blobs'>,
  job: JobToRun,
): Promise<SealedForRest> {
  const kept = new Map<Hex, Uint8Array>()
  const blobs: BlobStore = {
    put: async (bytes) => {
      const hash = sha256(bytes)
      kept.set(hash, bytes)
      return hash
    },
    get: () => Promise.reject(new Error('nothing is fetched while a job is sealed')),
  }
  const { request, signature } = await createPreparer({ ...options, blobs })(job)
  const { leaseId, deadline, ...rest } = request
  const named = (name: 'module' | 'input', hash: Hex) => {
    const bytes = kept.get(hash)
    if (bytes === undefined) throw new Error('what was sealed was kept')
    return { name, sha256: hash.slice(2), bytes }
  }
  return {
    body: { ...rest, leaseId: String(leaseId), deadline: Number(deadline), signature },
    blobs: [named('module', request.moduleBlob), named('input', request.inputBlob)],
  }
}
