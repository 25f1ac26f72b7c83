import type { ChainConfig } from '../../config/chain-config.ts'
import { keepSentJob } from '../session-keys/key-database.ts'
import { openJobClient } from '../session-keys/open-job-client.ts'
import type { SessionKey } from '../session-keys/session-key.ts'

// Imported when a job is sent, never with a page: this file brings the cryptography with it.

export type JobFiles = {
  kind: 'wasm' | 'onnx'
  module: Uint8Array
  input: Uint8Array
  exampleValues?: readonly string[]
}

export type SendStep = 'key' | 'seal' | 'send'

/** Seals module and input to every node of the lease and queues the job. Gives its id. */
export async function sendJob(
  config: ChainConfig,
  { key, leaseId, files, onStep }: SendJob,
): Promise<string> {
  onStep('key')
  const client = await openJobClient(config, key, leaseId)
  onStep('seal')
  const { exampleValues, ...job } = files
  const prepared = await client.prepare(job)
  onStep('send')
  const { jobId } = await client.send(prepared)
  // Without it the receipt is checked for all but this: a full disk is no reason to lose the job.
  await keepSentJob({ jobId, ...prepared.sent, ...(exampleValues && { exampleValues }) }).catch(
    () => undefined,
  )
  return jobId
}

type SendJob = {
  key: SessionKey
  leaseId: string
  files: JobFiles
  onStep: (step: SendStep) => void
}
